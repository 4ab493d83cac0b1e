import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// `to_binary` and `try_to_binary`.
  /// - Throws: `DATATYPE_MISMATCH.NON_FOLDABLE_INPUT`, `DATATYPE_MISMATCH.INVALID_ARG_VALUE`; rows `CONVERSION_INVALID_INPUT`.
  func bindToBinary(isTry: Bool) throws -> Expression {
    try requireCount(1, 2)
    let input = try argument(0, .string)
    var format = "hex"
    if arguments.count == 2 {
      try requireConstant(1, "fmt", .string)
      guard case .string(let text)? = constant(1) else { return .literal(.null(.binary)) }
      format = text.lowercased()
    }
    guard ["hex", "utf-8", "utf8", "base64"].contains(format) else {
      throw mismatch(
        "INVALID_ARG_VALUE",
        [
          "inputName": "fmt", "requireType": "case-insensitive \"STRING\"",
          "validValues": "'hex', 'utf-8', 'utf8', or 'base64'", "inputValue": "'\(format)'",
        ])
    }
    let shown = arguments.map(\.prettySQL)
    let name = name.lowercased()
    let used = format
    return scalar(
      nil, [input], .binary, canGiveNull: isTry || format != "base64",
      sql: { "\(name)(\(([$0[0]] + shown.dropFirst()).joined(separator: ", ")))" }
    ) { arguments, count in
      let texts = BytesColumn(arguments[0])
      return try RowLoop.bytes(arguments, count, .binary) { row, sink in
        let text = texts[row]
        let isValid: Bool
        switch used {
        case "hex": isValid = Self.appendHexadecimal(text, sink)
        case "base64":
          isValid = Self.isBase64(text)
          if isValid { TextCoding.appendUnbase64(text, sink) }
        default:
          sink.append(text)
          isValid = true
        }
        if isValid || isTry { return isValid }
        throw SparkError(
          "CONVERSION_INVALID_INPUT",
          [
            "str": "'\(texts.string(row))'", "fmt": "'\(used.uppercased())'", "targetType": "\"BINARY\"",
            "suggestion": "`try_to_binary`",
          ], as: .illegalArgument)
      }
    }
  }

  private static func appendHexadecimal(_ text: Bytes, _ sink: ByteSink) -> Bool {
    func digit(_ byte: UInt8) -> UInt8? {
      switch byte {
      case 48...57: byte - 48
      case 65...70: byte - 55
      case 97...102: byte - 87
      default: nil
      }
    }
    var high: UInt8 = 0
    var isLow = text.count % 2 == 1
    for byte in text {
      guard let value = digit(byte) else { return false }
      if isLow { sink.append(high << 4 | value) } else { high = value }
      isLow.toggle()
    }
    return true
  }

  /// Whether a text is in base 64, with or without blanks and padding.
  private static func isBase64(_ text: Bytes) -> Bool {
    var digits = 0
    var padding = 0
    for byte in text {
      switch byte {
      case 65...90, 97...122, 48...57, 43, 47:
        if padding > 0 { return false }
        digits += 1
      case 61: padding += 1
      case 9, 10, 13, 32: continue
      default: return false
      }
    }
    return digits % 4 != 1 && (padding == 0 || (digits + padding) % 4 == 0)
  }
}
