import RedstartDiagnostics

extension ConfigurationEntry {
  /// Checks a value for this key.
  /// - Throws: `INVALID_CONF_VALUE` with the sub-condition that fits.
  public func validate(_ value: String) throws {
    func mismatch() -> SparkError {
      SparkError("INVALID_CONF_VALUE.TYPE_MISMATCH", ["confName": key, "confValue": value, "confType": kind.name])
    }
    switch kind {
    case .text: return
    case .boolean: if ConfigurationValue.boolean(value) == nil { throw mismatch() }
    case .int:
      guard let number = ConfigurationValue.integer(value), let small = Int32(exactly: number) else { throw mismatch() }
      try check(Double(small), value)
    case .long:
      guard let number = ConfigurationValue.integer(value) else { throw mismatch() }
      try check(Double(number), value)
    case .double:
      guard let number = ConfigurationValue.double(value) else { throw mismatch() }
      try check(number, value)
    case .bytes, .mebibytes:
      guard let number = ConfigurationValue.bytes(value, unit: kind == .bytes ? 1 : 1 << 20) else { throw mismatch() }
      try check(Double(number), value)
    case .seconds, .milliseconds, .minutes:
      let unit: Int64 = kind == .seconds ? 1_000_000 : kind == .milliseconds ? 1000 : 60_000_000
      guard let number = ConfigurationValue.microseconds(value, unit: unit) else { throw mismatch() }
      try check(Double(number), value)
    case .zone:
      guard TimeZoneName.isKnown(value) else {
        throw SparkError("INVALID_CONF_VALUE.TIME_ZONE", ["confName": key, "confValue": value])
      }
    case .word(let words):
      guard words.contains(where: { $0.lowercased() == value.lowercased() }) else {
        throw SparkError(
          "INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS",
          ["confName": key, "confValue": value, "confOptions": words.joined(separator: ", ")])
      }
    }
  }

  private func check(_ number: Double, _ value: String) throws {
    let requirement: String
    switch bound {
    case .none: return
    case .notNegative:
      if number >= 0 { return }
      requirement = "The value must not be negative."
    case .positive:
      if number > 0 { return }
      requirement = "The value must be positive."
    }
    throw SparkError(
      "INVALID_CONF_VALUE.REQUIREMENT", ["confName": key, "confValue": value, "confRequirement": requirement])
  }
}
