import RedstartTypes

/// A value of a parameter.
public enum ParamValue: Hashable, Sendable {
  case boolean(Bool)
  /// `int` and `long`.
  case integer(Int64)
  /// `float` and `double`.
  case double(Double)
  case string(String)
  case strings([String])
  case stringArrays([[String]])
  case doubles([Double])
  case doubleArrays([[Double]])
  case integers([Int64])
}

extension ParamValue {
  /// The value as Spark writes it into a model's metadata.
  public var json: JSONValue {
    switch self {
    case .boolean(let flag): .boolean(flag)
    case .integer(let number): .integer(number)
    case .double(let number): Self.json(number)
    case .string(let text): .string(text)
    case .strings(let texts): .array(texts.map { .string($0) })
    case .stringArrays(let arrays): .array(arrays.map { .array($0.map { .string($0) }) })
    case .doubles(let numbers): .array(numbers.map(Self.json))
    case .doubleArrays(let arrays): .array(arrays.map { .array($0.map(Self.json)) })
    case .integers(let numbers): .array(numbers.map { .integer($0) })
    }
  }

  /// JSON has no words for what is not finite.
  private static func json(_ number: Double) -> JSONValue {
    if number.isFinite { return .double(number) }
    return .string(number.isNaN ? "NaN" : number > 0 ? "Inf" : "-Inf")
  }

  /// The number of a JSON text, with the words that stand for numbers which are not finite; nil for what is no number.
  static func number(_ json: JSONValue) -> Double? {
    guard case .string(let text) = json else { return json.double }
    switch text {
    case "NaN": return .nan
    case "Inf": return .infinity
    case "-Inf": return -.infinity
    default: return nil
    }
  }

  /// The value for people: `[a, b]`.
  public var text: String {
    switch self {
    case .boolean(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .double(let number): javaText(number)
    case .string(let text): text
    case .strings(let texts): "[\(texts.joined(separator: ","))]"
    case .stringArrays(let arrays): "[\(arrays.map { "[\($0.joined(separator: ","))]" }.joined(separator: ","))]"
    case .doubles(let numbers): "[\(numbers.map { javaText($0) }.joined(separator: ","))]"
    case .doubleArrays(let arrays):
      "[\(arrays.map { "[\($0.map { javaText($0) }.joined(separator: ","))]" }.joined(separator: ","))]"
    case .integers(let numbers): "[\(numbers.map(String.init).joined(separator: ","))]"
    }
  }
}
