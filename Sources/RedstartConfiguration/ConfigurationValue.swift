/// Readers of values, with the units and spellings of Spark.
enum ConfigurationValue {
  static func boolean(_ text: String) -> Bool? {
    switch trimmed(text).lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  static func integer(_ text: String) -> Int64? { Int64(trimmed(text)) }

  static func double(_ text: String) -> Double? { Double(trimmed(text)) }

  /// A size in bytes; `unit` is what a bare number counts.
  static func bytes(_ text: String, unit: Int64 = 1) -> Int64? {
    guard let (number, suffix) = split(text) else { return nil }
    let factor: Int64
    switch suffix {
    case "": factor = unit
    case "b": factor = 1
    case "k", "kb": factor = 1 << 10
    case "m", "mb": factor = 1 << 20
    case "g", "gb": factor = 1 << 30
    case "t", "tb": factor = 1 << 40
    case "p", "pb": factor = 1 << 50
    default: return nil
    }
    let (result, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : result
  }

  /// A time in microseconds; `unit` is what a bare number counts.
  static func microseconds(_ text: String, unit: Int64) -> Int64? {
    guard let (number, suffix) = split(text) else { return nil }
    let factor: Int64
    switch suffix {
    case "": factor = unit
    case "us": factor = 1
    case "ms": factor = 1000
    case "s": factor = 1_000_000
    case "m", "min": factor = 60_000_000
    case "h": factor = 3_600_000_000
    case "d": factor = 86_400_000_000
    default: return nil
    }
    let (result, overflow) = number.multipliedReportingOverflow(by: factor)
    return overflow ? nil : result
  }

  private static func split(_ text: String) -> (Int64, Substring)? {
    let lower = trimmed(text).lowercased()
    let digits = lower.prefix { $0.isASCII && ($0.isNumber || $0 == "-") }
    let suffix = lower.dropFirst(digits.count)
    guard let number = Int64(digits), suffix.allSatisfy({ $0 >= "a" && $0 <= "z" }) else { return nil }
    return (number, suffix)
  }

  private static func trimmed(_ text: String) -> String {
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, first.value <= 0x20 { scalars.removeFirst() }
    while let last = scalars.last, last.value <= 0x20 { scalars.removeLast() }
    return String(scalars)
  }
}
