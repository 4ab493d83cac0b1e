import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// `parse_url` and `try_parse_url`.
  /// - Throws: rows raise `INVALID_URL`.
  func bindParseURL(isTry: Bool) throws -> Expression {
    try requireCount(2, 3)
    let list = try arguments.indices.map { try argument($0, .string) }
    return scalar(nil, list, .string, canGiveNull: true) { arguments, count in
      let texts = arguments.map { BytesColumn($0) }
      return try RowLoop.bytes(arguments, count, .string) { row, sink in
        let text = texts[0].string(row)
        guard let address = WebAddress(text) else {
          if isTry { return false }
          throw SparkError("INVALID_URL", ["url": text])
        }
        let name = texts[1].string(row)
        var part = address.part(name)
        if texts.count == 3 { part = name == "QUERY" ? address.value(of: texts[2].string(row)) : nil }
        guard let found = part else { return false }
        sink.append(String(found))
        return true
      }
    }
  }
}
