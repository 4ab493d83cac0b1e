import RedstartDiagnostics
import RedstartTypes

/// The parameters of a stage: those that exist, and the values that were set.
public struct Params: Sendable {
  public let specs: [ParamSpec]
  /// The class and uid that messages name.
  public let owner: String
  /// Values that were set, as opposed to defaults.
  public private(set) var explicit: [String: ParamValue] = [:]
  /// Defaults that depend on the stage, such as an output column named after its uid.
  public private(set) var ownDefaults: [String: ParamValue]

  public init(_ specs: [ParamSpec], owner: String, defaults: [String: ParamValue] = [:]) {
    self.specs = specs
    self.owner = owner
    self.ownDefaults = defaults
  }

  public func spec(_ name: String) -> ParamSpec? { specs.first { $0.name == name } }

  /// Sets a parameter.
  /// - Throws: `ML_UNKNOWN_PARAM`, `ML_INVALID_PARAM` for a value of the wrong kind or out of bounds.
  public mutating func set(_ name: String, _ value: ParamValue) throws { explicit[name] = try checked(name, value) }

  /// Sets the default of a parameter, such as that which a stage had when it was saved.
  /// - Throws: as ``set(_:_:)``.
  public mutating func setDefault(_ name: String, _ value: ParamValue) throws { ownDefaults[name] = try checked(name, value) }

  private func checked(_ name: String, _ value: ParamValue) throws -> ParamValue {
    guard let spec = spec(name) else { throw SparkError("ML_UNKNOWN_PARAM", ["param": name, "owner": owner]) }
    guard let coerced = spec.kind.coerce(value), spec.isAllowed(coerced) else {
      throw SparkError(
        "ML_INVALID_PARAM", ["owner": owner, "param": name, "value": value.text, "bounds": spec.bounds])
    }
    return coerced
  }

  public mutating func unset(_ name: String) { explicit[name] = nil }

  public func isSet(_ name: String) -> Bool { explicit[name] != nil }

  /// The value that was set, or the default; nil when there is neither.
  public subscript(name: String) -> ParamValue? {
    explicit[name] ?? ownDefaults[name] ?? spec(name)?.defaultValue
  }

  /// All defaults by name.
  public var defaults: [String: ParamValue] {
    var result = ownDefaults
    for spec in specs where result[spec.name] == nil { result[spec.name] = spec.defaultValue }
    return result
  }

  /// Takes over what was set in another stage for parameters that exist here, too.
  public func copying(_ other: Params) -> Params {
    var copy = self
    for (name, value) in other.explicit where spec(name) != nil { copy.explicit[name] = value }
    return copy
  }
}

/// Typed access; a parameter without a value gives the type's neutral value, a required one throws.
extension Params {
  public func string(_ name: String) -> String {
    if case .string(let text)? = self[name] { text } else { "" }
  }
  /// A text that was given and is not empty.
  public func text(_ name: String) -> String? {
    if case .string(let text)? = self[name], !text.isEmpty { text } else { nil }
  }
  public func integer(_ name: String) -> Int {
    if case .integer(let number)? = self[name] { Int(number) } else { 0 }
  }
  public func double(_ name: String) -> Double {
    if case .double(let number)? = self[name] { number } else { 0 }
  }
  public func boolean(_ name: String) -> Bool {
    if case .boolean(let flag)? = self[name] { flag } else { false }
  }
  public func strings(_ name: String) -> [String]? {
    if case .strings(let texts)? = self[name] { texts } else { nil }
  }
  public func doubles(_ name: String) -> [Double]? {
    if case .doubles(let numbers)? = self[name] { numbers } else { nil }
  }
  public func doubleArrays(_ name: String) -> [[Double]]? {
    if case .doubleArrays(let arrays)? = self[name] { arrays } else { nil }
  }
  public func integers(_ name: String) -> [Int]? {
    if case .integers(let numbers)? = self[name] { numbers.map { Int($0) } } else { nil }
  }
  /// A column name that must be given.
  /// - Throws: `ML_PARAM_NOT_SET`.
  public func column(_ name: String) throws -> String {
    guard case .string(let text)? = self[name] else { throw SparkError("ML_PARAM_NOT_SET", ["owner": owner, "param": name]) }
    return text
  }
}
