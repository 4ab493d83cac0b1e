import Foundation
import RedstartKernels
import RedstartTypes

/// Text as Python's `repr` writes it.
func pyString(_ s: String) -> String {
  let q: Character = s.contains("'") && !s.contains("\"") ? "\"" : "'"
  var r = String(q)
  for u in s.unicodeScalars {
    switch u {
    case "\\": r += "\\\\"
    case "\n": r += "\\n"
    case "\t": r += "\\t"
    case "\r": r += "\\r"
    default:
      if Character(u) == q {
        r += "\\" + String(q)
      } else if u.value < 32 || u.value == 127 {
        r += "\\x" + String(format: "%02x", u.value)
      } else {
        r.unicodeScalars.append(u)
      }
    }
  }
  return r + String(q)
}
func pyDouble(_ d: Double) -> String { d.isNaN ? "nan" : d.isInfinite ? (d < 0 ? "-inf" : "inf") : d.description }
/// A value as Python's `repr` writes what PySpark returns.
func py(_ v: Value, _ t: DataType) -> String {
  switch (v, t.storage) {
  case (.null, _): return "None"
  case (.boolean(let b), _): return b ? "True" : "False"
  case (.integer(let n), .date):
    let c = CivilDate(days: Int(n))
    return "datetime.date(\(c.year), \(c.month), \(c.day))"
  case (.integer(let n), .timestamp), (.integer(let n), .timestampNTZ):
    let d = floorDiv(n, Micros.perDay)
    let c = CivilDate(days: Int(d))
    let r = n - d * Micros.perDay
    let s = r / 1_000_000, us = r % 1_000_000
    var parts = [c.year, c.month, c.day, Int(s / 3600), Int(s / 60 % 60)]
    if s % 60 != 0 || us != 0 { parts.append(Int(s % 60)) }
    if us != 0 { parts.append(Int(us)) }
    return "datetime.datetime(" + parts.map(String.init).joined(separator: ", ") + ")"
  case (.integer(let n), .dayTimeInterval):
    let d = floorDiv(n, Micros.perDay)
    let r = n - d * Micros.perDay
    var p: [String] = []
    if d != 0 { p.append("days=\(d)") }
    if r / 1_000_000 != 0 { p.append("seconds=\(r / 1_000_000)") }
    if r % 1_000_000 != 0 { p.append("microseconds=\(r % 1_000_000)") }
    return p.isEmpty ? "datetime.timedelta(0)" : "datetime.timedelta(" + p.joined(separator: ", ") + ")"
  case (.integer(let n), _): return String(n)
  case (.double(let d), _): return pyDouble(d)
  case (.decimal(let d), .decimal(_, let s)): return "Decimal('\(Decimal128.text(d, scale: s))')"
  case (.string(let s), _): return pyString(s)
  case (.binary(let b), _):
    var r = "b'"
    for x in b {
      if x == 92 {
        r += "\\\\"
      } else if x == 39 {
        r += "\\'"
      } else if x >= 32, x < 127 {
        r += String(UnicodeScalar(x))
      } else if x == 10 {
        r += "\\n"
      } else if x == 9 {
        r += "\\t"
      } else {
        r += String(format: "\\x%02x", x)
      }
    }
    return r + "'"
  case (.array(let a), .array(let e, _)): return "[" + a.map { py($0, e) }.joined(separator: ", ") + "]"
  case (.map(let k, let m), .map(let kt, let vt, _)):
    return "{" + zip(k, m).map { py($0, kt) + ": " + py($1, vt) }.joined(separator: ", ") + "}"
  case (.structure(let f), .struct(let st)):
    return "Row(" + zip(f, st.fields).map { "\($1.name)=\(py($0, $1.type))" }.joined(separator: ", ") + ")"
  case (.interval(let i), _): return "interval(\(i.months),\(i.days),\(i.microseconds))"
  default: return "?"
  }
}
