import RedstartKernels
import RedstartTypes

/// JSON text of SQL values, as Spark writes it: fields that are null are left out.
struct JSONWriter {
  let zone: TimeZoneRules
  var ignoresNullFields = true

  func text(_ value: Value, _ type: DataType) -> String {
    var out = ""
    write(value, type, &out)
    return out
  }

  private func write(_ value: Value, _ type: DataType, _ out: inout String) {
    switch (value, type.storage) {
    case (.null, _): out += "null"
    case (.boolean(let flag), _): out += flag ? "true" : "false"
    case (.integer(let days), .date): quote(DateText.format(days: Int(days)), &out)
    case (.integer(let micros), .timestamp): quote(timestamp(micros, offset: true), &out)
    case (.integer(let micros), .timestampNTZ): quote(timestamp(micros, offset: false), &out)
    case (.integer(let number), _): out += String(number)
    case (.double(let number), .float): number.isFinite ? (out += javaText(Float(number))) : quote(javaText(number), &out)
    case (.double(let number), _): number.isFinite ? (out += javaText(number)) : quote(javaText(number), &out)
    case (.decimal(let digits), .decimal(_, let scale)): out += Decimal128.text(digits, scale: scale)
    case (.decimal(let digits), _): out += Decimal128.text(digits, scale: 0)
    case (.string(let text), _): quote(text, &out)
    case (.binary(let bytes), _): quote(BinaryText.base64(bytes), &out)
    case (.interval(let interval), _):
      quote("\(interval.months) months \(interval.days) days \(interval.microseconds) microseconds", &out)
    case (.array(let elements), .array(let element, _)):
      list("[", "]", elements, &out) { item, out in write(item, element, &out) }
    case (.map(let keys, let values), .map(let key, let item, _)):
      list("{", "}", Array(zip(keys, values)), &out) { pair, out in
        quote(keyText(pair.0, key), &out)
        out += ":"
        write(pair.1, item, &out)
      }
    case (.structure(let parts), .struct(let fields)):
      let shown = zip(fields.fields, parts).filter { !ignoresNullFields || !$0.1.isNull }
      list("{", "}", shown, &out) { pair, out in
        quote(pair.0.name, &out)
        out += ":"
        write(pair.1, pair.0.type, &out)
      }
    default: out += "null"
    }
  }

  private func quote(_ text: String, _ out: inout String) { JSONValue.quote(text, to: &out) }

  private func list<T>(
    _ open: String, _ close: String, _ items: [T], _ out: inout String, _ body: (T, inout String) -> Void
  ) {
    out += open
    for (index, item) in items.enumerated() {
      if index > 0 { out += "," }
      body(item, &out)
    }
    out += close
  }

  /// Keys are strings in JSON: the text of others.
  private func keyText(_ key: Value, _ type: DataType) -> String {
    if case .string(let text) = key { return text }
    var out = ""
    write(key, type, &out)
    return out.hasPrefix("\"") ? String(out.dropFirst().dropLast()) : out
  }

  /// `2024-01-31T10:00:00.000Z`.
  private func timestamp(_ micros: Int64, offset: Bool) -> String {
    let local = offset ? zone.local(utc: micros) : micros
    let day = floorDiv(local, 86_400_000_000)
    let rest = local - day * 86_400_000_000
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let seconds = rest / 1_000_000
    var text = DateText.format(days: Int(day)) + "T"
    text += "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    text += ".\(padded(rest % 1_000_000 / 1000, 3))"
    guard offset else { return text }
    let difference = (local - micros) / 60_000_000
    if difference == 0 { return text + "Z" }
    let size = abs(difference)
    return text + "\(difference < 0 ? "-" : "+")\(padded(size / 60, 2)):\(padded(size % 60, 2))"
  }
}
