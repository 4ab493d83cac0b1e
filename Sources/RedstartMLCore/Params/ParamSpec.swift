import RedstartTypes

/// The kind of values that a parameter takes.
public enum ParamKind: Sendable {
  case boolean, integer, long, double, string, strings, stringArrays, doubles, doubleArrays, integers

  /// The value in this kind: whole numbers serve as doubles, arrays of whole numbers as arrays of doubles; nil when it does not fit.
  func coerce(_ value: ParamValue) -> ParamValue? {
    switch (self, value) {
    case (.boolean, .boolean), (.long, .integer), (.double, .double), (.string, .string), (.strings, .strings),
      (.stringArrays, .stringArrays), (.doubles, .doubles), (.doubleArrays, .doubleArrays), (.integers, .integers):
      value
    case (.integer, .integer(let number)): Int32(exactly: number) == nil ? nil : value
    case (.double, .integer(let number)): .double(Double(number))
    case (.doubles, .strings(let texts)) where texts.isEmpty: .doubles([])
    case (.doubles, .integers(let numbers)): .doubles(numbers.map { Double($0) })
    case (.stringArrays, .strings(let texts)) where texts.isEmpty: .stringArrays([])
    case (.doubleArrays, .strings(let texts)) where texts.isEmpty: .doubleArrays([])
    case (.integers, .strings(let texts)) where texts.isEmpty: .integers([])
    case (.integers, .doubles(let numbers)) where numbers.allSatisfy({ Int32(exactly: $0) != nil }):
      .integers(numbers.map { Int64($0) })
    default: nil
    }
  }

  /// The value of a JSON text in this kind; nil when it does not fit.
  public func value(_ json: JSONValue) -> ParamValue? {
    switch (self, json) {
    case (.boolean, .boolean(let flag)): return .boolean(flag)
    case (.integer, .integer(let number)), (.long, .integer(let number)): return .integer(number)
    case (.string, .string(let text)): return .string(text)
    case (.double, _): return ParamValue.number(json).map { .double($0) }
    case (.strings, .array(let elements)):
      let texts = elements.compactMap(\.string)
      return texts.count == elements.count ? .strings(texts) : nil
    case (.doubles, .array(let elements)):
      let numbers = elements.compactMap(ParamValue.number)
      return numbers.count == elements.count ? .doubles(numbers) : nil
    case (.doubleArrays, .array(let elements)):
      let arrays = elements.compactMap { element -> [Double]? in
        guard let inner = element.array else { return nil }
        let numbers = inner.compactMap(ParamValue.number)
        return numbers.count == inner.count ? numbers : nil
      }
      return arrays.count == elements.count ? .doubleArrays(arrays) : nil
    case (.integers, .array(let elements)):
      let numbers = elements.compactMap(\.integer)
      return numbers.count == elements.count ? .integers(numbers) : nil
    case (.stringArrays, .array(let elements)):
      let arrays = elements.compactMap { $0.array?.compactMap(\.string) }
      return arrays.count == elements.count ? .stringArrays(arrays) : nil
    default: return nil
    }
  }
}

/// A parameter: its name, kind, default and bounds.
public struct ParamSpec: Sendable {
  public let name: String
  public let kind: ParamKind
  /// Nil when the parameter has none.
  public let defaultValue: ParamValue?
  /// What is allowed, for messages: `at least 0`.
  public let bounds: String
  let isAllowed: @Sendable (ParamValue) -> Bool

  public init(
    _ name: String, _ kind: ParamKind, _ defaultValue: ParamValue? = nil, bounds: String = "any value",
    isAllowed: @escaping @Sendable (ParamValue) -> Bool = { _ in true }
  ) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    self.bounds = bounds
    self.isAllowed = isAllowed
  }

  public static func column(_ name: String, _ defaultValue: String? = nil) -> ParamSpec {
    ParamSpec(name, .string, defaultValue.map { .string($0) })
  }

  public static func columns(_ name: String) -> ParamSpec { ParamSpec(name, .strings) }

  public static func boolean(_ name: String, _ defaultValue: Bool) -> ParamSpec {
    ParamSpec(name, .boolean, .boolean(defaultValue))
  }

  public static func integer(_ name: String, _ defaultValue: Int, in range: ClosedRange<Int>) -> ParamSpec {
    ParamSpec(
      name, .integer, .integer(Int64(defaultValue)),
      bounds: range.upperBound == Int.max
        ? "a whole number of at least \(range.lowerBound)" : "a whole number from \(range.lowerBound) to \(range.upperBound)"
    ) { value in
      if case .integer(let number) = value { range.contains(Int(number)) } else { false }
    }
  }

  public static func double(
    _ name: String, _ defaultValue: Double?, bounds: String, where isAllowed: @escaping @Sendable (Double) -> Bool
  ) -> ParamSpec {
    ParamSpec(name, .double, defaultValue.map { .double($0) }, bounds: bounds) { value in
      if case .double(let number) = value { isAllowed(number) } else { false }
    }
  }

  /// The seed of random choices; by default the hash of the class name, as Java computes it.
  public static func seed(_ className: String) -> ParamSpec {
    var hash: Int32 = 0
    for unit in className.utf16 { hash = hash &* 31 &+ Int32(unit) }
    return ParamSpec("seed", .long, .integer(Int64(hash)))
  }

  /// A choice; `ignoringCase` lets any spelling of case through.
  public static func choice(_ name: String, _ defaultValue: String, of choices: [String], ignoringCase: Bool = false) -> ParamSpec
  {
    ParamSpec(name, .string, .string(defaultValue), bounds: "one of \(choices.joined(separator: ", "))") { value in
      guard case .string(let text) = value else { return false }
      return choices.contains { $0 == text || (ignoringCase && $0.lowercased() == text.lowercased()) }
    }
  }
}
