import Foundation

/// Numbers as people read them.
enum Figure {
  /// `251,727`.
  static func count(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return decimal(value, 4) }
    var digits = Array(String(Int(value.rounded()).magnitude))
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: place)
      place -= 3
    }
    return (value.rounded() < 0 ? "-" : "") + String(digits)
  }

  static func count(_ value: Int) -> String { count(Double(value)) }

  /// `76.4 %`.
  static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

  static func decimal(_ value: Double, _ places: Int) -> String {
    value.isFinite ? String(format: "%.\(places)f", value) : String(describing: value)
  }

  /// As many digits as a value of any size needs: `0.0123`, `12.3`, `1.23e+06`.
  static func short(_ value: Double) -> String { String(format: "%.4g", value) }

  /// A text of at most so many characters.
  static func clipped(_ text: String, _ length: Int) -> String {
    text.count <= length ? text : text.prefix(length - 1) + "…"
  }
}
