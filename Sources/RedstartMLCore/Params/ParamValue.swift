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
}

extension ParamValue {
  /// The value as Spark writes it into a model's metadata.
  public var json: JSONValue {
    switch self {
    case .boolean(let flag): .boolean(flag)
    case .integer(let number): .integer(number)
    case .double(let number): .double(number)
    case .string(let text): .string(text)
    case .strings(let texts): .array(texts.map { .string($0) })
    case .stringArrays(let arrays): .array(arrays.map { .array($0.map { .string($0) }) })
    case .doubles(let numbers): .array(numbers.map { .double($0) })
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
    }
  }
}
