import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// `DATE '2024-01-31'`, `X'1F'` and the like: a word right before a string.
  mutating func typeConstructor() throws -> Expression {
    let start = position
    let word = text(current).uppercased()
    advance()
    let token = current
    advance()
    let value = StringEscapes.value(source.bytes[token.start..<token.end])
    switch word {
    case "DATE": return try dateLiteral(value, start)
    case "TIMESTAMP": return try timestampLiteral(value, .timestamp, word, start)
    case "TIMESTAMP_LTZ": return try timestampLiteral(value, .timestamp, word, start)
    case "TIMESTAMP_NTZ": return try timestampLiteral(value, .timestampNTZ, word, start)
    case "X": return .literal(Literal(.binary(try hexBytes(value, start)), .binary))
    case "INTERVAL": return try intervalLiteral(text: value, start)
    case "TIME": throw SparkError.unsupported("literals of the type TIME", "Use a TIMESTAMP literal.")
    default:
      throw SparkError(
        "UNSUPPORTED_TYPED_LITERAL",
        [
          "unsupportedType": "\"\(word)\"",
          "supportedTypes":
            "\"DATE\", \"TIMESTAMP_NTZ\", \"TIMESTAMP_LTZ\", \"TIMESTAMP\", \"INTERVAL\", \"X\", \"TIME\"",
        ], context: contexts(from: start))
    }
  }

  func invalidTypedLiteral(_ type: String, _ value: String, _ start: Int) -> SparkError {
    SparkError(
      "INVALID_TYPED_LITERAL", ["valueType": "\"\(type)\"", "value": "'\(value)'"], context: contexts(from: start))
  }

  private func dateLiteral(_ value: String, _ start: Int) throws -> Expression {
    let bytes = Array(value.utf8)
    if let days = bytes.withUnsafeBufferPointer({ buffer in buffer.baseAddress.flatMap { DateText.parseDate($0, buffer.count) } })
    {
      return .literal(Literal(.integer(Int64(days)), .date))
    }
    let today = Expression.unresolvedFunction(UnresolvedFunction(["current_date"], [], origin: origin(from: start)))
    func shifted(_ days: Int32) -> Expression {
      .unresolvedFunction(
        UnresolvedFunction(["date_add"], [today, .literal(.integer(days))], origin: origin(from: start)))
    }
    switch value.trimmedASCII.lowercased() {
    case "epoch": return .literal(Literal(.integer(0), .date))
    case "now", "today": return today
    case "yesterday": return shifted(-1)
    case "tomorrow": return shifted(1)
    default: throw invalidTypedLiteral("DATE", value, start)
    }
  }

  /// A timestamp without zone in a session whose zone is unknown here stays a cast, which analysis resolves.
  private func timestampLiteral(_ value: String, _ type: DataType, _ word: String, _ start: Int) throws -> Expression {
    let bytes = Array(value.utf8)
    let wall = bytes.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { DateText.parseTimestampNTZ($0, buffer.count) }
    }
    let text = value.trimmedASCII.lowercased()
    if wall == nil, text == "epoch" { return .literal(Literal(.integer(0), type)) }
    if wall == nil, text == "now" {
      return .unresolvedFunction(
        UnresolvedFunction([type == .timestamp ? "current_timestamp" : "localtimestamp"], [], origin: origin(from: start)))
    }
    if type == .timestampNTZ {
      guard let wall else { throw invalidTypedLiteral(word, value, start) }
      return .literal(Literal(.integer(wall), type))
    }
    if let timeZone {
      let micros = bytes.withUnsafeBufferPointer { buffer in
        buffer.baseAddress.flatMap { DateText.parseTimestamp($0, buffer.count, zone: timeZone) }
      }
      guard let micros else { throw invalidTypedLiteral(word, value, start) }
      return .literal(Literal(.integer(micros), type))
    }
    guard wall != nil else { throw invalidTypedLiteral(word, value, start) }
    return .cast(Cast(.literal(.string(value)), type, mode: .ansi, origin: origin(from: start)))
  }

  private func hexBytes(_ value: String, _ start: Int) throws -> [UInt8] {
    var nibbles: [UInt8] = []
    for byte in value.utf8 {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw invalidTypedLiteral("X", value, start) }
      nibbles.append(UInt8(digit))
    }
    if nibbles.count % 2 == 1 { nibbles.insert(0, at: 0) }
    return stride(from: 0, to: nibbles.count, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
  }
}

extension String {
  /// Without blanks and control characters around it.
  var trimmedASCII: String {
    let bytes = Array(utf8)
    guard let first = bytes.firstIndex(where: { $0 > 32 }), let last = bytes.lastIndex(where: { $0 > 32 }) else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}
