import RedstartKernels
import RedstartTypes

/// Values of SQL types out of JSON values. What does not fit its type becomes null.
struct JSONReader {
  let zone: TimeZoneRules

  /// The value, or null.
  func value(_ json: JSONValue, _ type: DataType) -> Value {
    switch (json, type.storage) {
    case (.null, _): return .null
    case (.boolean(let flag), .boolean): return .boolean(flag)
    case (.integer(let number), .byte): return ranged(number, Int8.self)
    case (.integer(let number), .short): return ranged(number, Int16.self)
    case (.integer(let number), .integer), (.integer(let number), .yearMonthInterval): return ranged(number, Int32.self)
    case (.integer(let number), .long), (.integer(let number), .dayTimeInterval): return .integer(number)
    case (.integer(let number), .double): return .double(Double(number))
    case (.integer(let number), .float): return .double(Double(Float(number)))
    case (.double(let number), .double): return .double(number)
    case (.double(let number), .float): return .double(Double(Float(number)))
    case (.string(let text), .double), (.string(let text), .float): return special(text)
    case (.integer, .decimal(let precision, let scale)), (.double, .decimal(let precision, let scale)):
      return Decimal128.parse(json.text, precision: precision, scale: scale).map { .decimal($0) } ?? .null
    case (.string(let text), .decimal(let precision, let scale)):
      return Decimal128.parse(text, precision: precision, scale: scale).map { .decimal($0) } ?? .null
    case (.string(let text), .string): return .string(text)
    case (_, .string): return .string(json.text)
    case (.string(let text), .binary): return BinaryText.base64(text).map { .binary($0) } ?? .null
    case (.string(let text), .date): return parsed(text) { DateText.parseDate($0, $1).map { Int64($0) } }
    case (.string(let text), .timestamp): return parsed(text) { DateText.parseTimestamp($0, $1, zone: zone) }
    case (.string(let text), .timestampNTZ): return parsed(text) { DateText.parseTimestampNTZ($0, $1) }
    case (.integer(let seconds), .timestamp): return .integer(seconds &* 1_000_000)
    case (.array(let elements), .array(let element, _)): return .array(elements.map { value($0, element) })
    case (.object(let members), .map(let key, let item, _)) where key.isString: return map(members, item)
    case (.object, .struct(let fields)): return .structure(fields.fields.map { value(json[$0.name] ?? .null, $0.type) })
    default: return .null
    }
  }

  private func ranged<T: FixedWidthInteger>(_ number: Int64, _ type: T.Type) -> Value {
    T(exactly: number) == nil ? .null : .integer(number)
  }

  private func special(_ text: String) -> Value {
    switch text {
    case "NaN": .double(.nan)
    case "Infinity", "+Infinity", "INF", "+INF": .double(.infinity)
    case "-Infinity", "-INF": .double(-.infinity)
    default: .null
    }
  }

  private func parsed(_ text: String, _ parse: (UnsafePointer<UInt8>, Int) -> Int64?) -> Value {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress, let number = parse(base, bytes.count) else { return .null }
      return .integer(number)
    }
  }

  private func map(_ members: [JSONMember], _ type: DataType) -> Value {
    var keys: [Value] = []
    var values: [Value] = []
    for member in members {
      let key = Value.string(member.name)
      let value = value(member.value, type)
      if let known = keys.firstIndex(of: key) {
        values[known] = value
      } else {
        keys.append(key)
        values.append(value)
      }
    }
    return .map(keys, values)
  }

  /// The value of a whole text: its fields are null where the text is no JSON of that shape.
  func root(_ text: String, _ type: DataType) -> Value {
    if text.allSatisfy(\.isWhitespace) { return .null }
    guard let json = try? JSONValue(parsing: text) else { return nothing(type) }
    switch (json, type.storage) {
    case (.object, .array(let element, _)):
      // A lone object stands for an array of it.
      if case .struct = element.storage { return .array([value(json, element)]) }
      return .null
    default: return root(json, type)
    }
  }

  private func root(_ json: JSONValue, _ type: DataType) -> Value {
    if case .struct = type.storage, json.members == nil { return json == .null ? .null : nothing(type) }
    return value(json, type)
  }

  /// A struct of nulls, or null.
  private func nothing(_ type: DataType) -> Value {
    if case .struct(let fields) = type.storage { .structure(fields.fields.map { _ in .null }) } else { .null }
  }
}

/// Text in base 64.
enum BinaryText {
  /// The bytes; nil for text that is none.
  static func base64(_ text: String) -> [UInt8]? {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 where byte != UInt8(ascii: "=") {
      let digit: UInt32
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): digit = UInt32(byte) - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): digit = UInt32(byte) - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = UInt32(byte) + 4
      case UInt8(ascii: "+"): digit = 62
      case UInt8(ascii: "/"): digit = 63
      default: return nil
      }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return result
  }

  /// The text of bytes.
  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      for place in 0..<4 {
        text.append(place <= group.count ? digits[Int(bits >> UInt32(18 - 6 * place) & 63)] : "=")
      }
    }
    return text
  }
}
