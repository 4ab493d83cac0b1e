import Foundation
import RedstartTypes

extension Date {
  /// Microseconds since 1970, the finest that Spark's timestamps hold.
  var microseconds: Int64 { Int64((timeIntervalSince1970 * 1e6).rounded()) }

  init(microseconds: Int64) { self.init(timeIntervalSince1970: Double(microseconds) / 1e6) }
}

extension Decimal {
  /// The digits without a point, and how many of them stand behind it.
  var sparkDigits: (digits: Int128, scale: Int) {
    var text = NSDecimalNumber(decimal: self).stringValue
    let isNegative = text.hasPrefix("-")
    if isNegative { text.removeFirst() }
    let parts = text.split(separator: ".", maxSplits: 1)
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    let digits = Int128((parts.first.map(String.init) ?? "0") + fraction) ?? 0
    return (isNegative ? -digits : digits, fraction.count)
  }

  init(digits: Int128, scale: Int) {
    self = Decimal(string: Decimal128.text(digits, scale: scale), locale: Locale(identifier: "en_US_POSIX")) ?? .nan
  }
}

extension Decimal {
  /// The digits with that many behind the point; surplus ones are rounded half up.
  func rescaled(_ scale: Int) -> Int128 {
    let (digits, own) = sparkDigits
    return Decimal128.rescale(digits, from: own, to: scale) ?? digits
  }
}
