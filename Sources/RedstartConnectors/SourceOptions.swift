import RedstartDiagnostics

/// The options of a read or write: names without regard to case, values as text.
public struct SourceOptions: Sendable, Hashable {
  private var values: [String: String] = [:]
  /// Names as the user wrote them, by lower-case name.
  private var spelling: [String: String] = [:]

  public init(_ options: [String: String] = [:]) {
    for (key, value) in options { self[key] = value }
  }

  public subscript(name: String) -> String? {
    get { values[name.lowercased()] }
    set {
      values[name.lowercased()] = newValue
      spelling[name.lowercased()] = newValue == nil ? nil : name
    }
  }

  /// The first of several names that is set (`sep` and `delimiter`).
  public func first(_ names: String...) -> String? {
    for name in names { if let value = self[name] { return value } }
    return nil
  }

  /// A yes or no.
  /// - Throws: `INVALID_SOURCE_OPTION.BOOLEAN` for any other word.
  public func flag(_ name: String, default fallback: Bool) throws -> Bool {
    guard let text = self[name]?.lowercased() else { return fallback }
    if text == "true" { return true }
    if text == "false" { return false }
    throw SparkError("INVALID_SOURCE_OPTION.BOOLEAN", ["option": name, "value": text])
  }

  /// A whole number.
  public func integer(_ name: String, default fallback: Int) throws -> Int {
    guard let text = self[name] else { return fallback }
    guard let number = Int(text) else { throw SparkError("INVALID_SOURCE_OPTION.INTEGER", ["option": name, "value": text]) }
    return number
  }

  /// A number.
  public func double(_ name: String, default fallback: Double) throws -> Double {
    guard let text = self[name] else { return fallback }
    guard let number = Double(text) else { throw SparkError("INVALID_SOURCE_OPTION.NUMBER", ["option": name, "value": text]) }
    return number
  }

  /// Name and value pairs, by name.
  public var all: [(name: String, value: String)] {
    values.keys.sorted().map { (spelling[$0] ?? $0, values[$0] ?? "") }
  }
}
