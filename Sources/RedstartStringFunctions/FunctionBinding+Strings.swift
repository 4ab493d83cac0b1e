import RedstartColumnar
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension FunctionBinding {
  /// A string made of a string.
  func stringMap(_ argument: Expression, body: @escaping @Sendable (Bytes, ByteSink) -> Void) -> Expression {
    scalar(nil, [argument], .string) { arguments, count in
      let text = BytesColumn(arguments[0])
      return RowLoop.bytes(arguments, count, .string) { row, sink in
        body(text[row], sink)
        return true
      }
    }
  }

  /// A test of two strings or binaries.
  func stringTest(_ body: @escaping @Sendable (Bytes, Bytes) -> Bool) throws -> Expression {
    try requireCount(2)
    let isBinary = arguments[0].type == .binary && arguments[1].type == .binary
    let type: DataType = isBinary ? .binary : .string
    let arguments = [try argument(0, type), try argument(1, type)]
    return scalar(nil, arguments, .boolean, canGiveNull: isBinary) { arguments, count in
      let a = BytesColumn(arguments[0])
      let b = BytesColumn(arguments[1])
      return RowLoop.fixed(arguments, count, .boolean, as: UInt8.self) { body(a[$0], b[$0]) ? 1 : 0 }
    }
  }

  /// `a LIKE b ESCAPE c`.
  func like(ignoringCase: Bool) throws -> Expression {
    try requireCount(2, 3)
    var escape: UInt8 = 92
    if self.arguments.count == 3 {
      guard case .string(let text)? = constant(2), text.unicodeScalars.count == 1, let byte = text.utf8.first, byte < 0x80 else {
        throw SparkError("INVALID_ESCAPE_CHAR", ["sqlExpr": self.arguments[2].quotedSQL], context: origin.contexts)
      }
      escape = byte
    }
    let escapeByte = escape
    let arguments = [try argument(0, .string), try argument(1, .string)]
    let suffix = escape == 92 ? "" : " ESCAPE '\(String(decoding: [escape], as: UTF8.self))'"
    let sql: @Sendable ([String]) -> String = { names in
      ignoringCase ? "ilike(\(names[0]), \(names[1]))" : "\(names[0]) LIKE \(names[1])\(suffix)"
    }
    return scalar(ignoringCase ? "ilike" : "like", arguments, .boolean, sql: sql) { arguments, count in
      let lowered = ignoringCase ? arguments.map { lowercased($0, count) } : arguments
      let text = BytesColumn(lowered[0])
      let patterns = BytesColumn(lowered[1])
      if patterns.isConstant, !NullColumn(lowered[1])(0) {
        let pattern = try LikePattern(patterns[0], escape: escapeByte)
        return RowLoop.fixed(arguments, count, .boolean, as: UInt8.self) { pattern.matches(text[$0]) ? 1 : 0 }
      }
      return try RowLoop.fixed(arguments, count, .boolean, as: UInt8.self) {
        try LikePattern(patterns[$0], escape: escapeByte).matches(text[$0]) ? 1 : 0
      }
    }
  }
}

/// Each row in lower case.
func lowercased(_ vector: Vector, _ count: Int) -> Vector {
  let text = BytesColumn(vector)
  return RowLoop.bytes([vector], count, .string) { row, sink in
    appendLowercased(text[row], sink)
    return true
  }
}

/// Writes text in lower case.
func appendLowercased(_ text: Bytes, _ sink: ByteSink) {
  if text.isASCII {
    let out = sink.reserve(text.count)
    for index in text.indices {
      let byte = text[index]
      out[index] = byte &- 65 < 26 ? byte | 0x20 : byte
    }
    sink.advance(text.count)
  } else {
    sink.append(text.string.lowercased())
  }
}

/// Writes text in upper case.
func appendUppercased(_ text: Bytes, _ sink: ByteSink) {
  if text.isASCII {
    let out = sink.reserve(text.count)
    for index in text.indices {
      let byte = text[index]
      out[index] = byte &- 97 < 26 ? byte & 0xDF : byte
    }
    sink.advance(text.count)
  } else {
    sink.append(text.string.uppercased())
  }
}
