/// Names for stages and columns that nobody named.
public enum UniqueName {
  /// The prefix with twelve random hexadecimal digits.
  public static func fresh(_ prefix: String) -> String {
    let digits = String(UInt64.random(in: 0..<(1 << 48)), radix: 16)
    return "\(prefix)_\(String(repeating: "0", count: 12 - digits.count))\(digits)"
  }
}
