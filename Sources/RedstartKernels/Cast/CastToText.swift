import RedstartColumnar
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes

extension CastStep {
  func toText() throws -> Vector {
    if from == .binary { return source.retyped(.string) }
    let cells = CellText(source, zone: zone, plainDecimals: mode != .legacy)
    let heap = StringHeap()
    let buffer = Buffer(count: count, of: StringView.self)
    let out = buffer.mutable(StringView.self)
    let validity = source.validity
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64)
    for row in 0..<count {
      if let validity, !validity[row] {
        out[row] = .empty
        continue
      }
      bytes.removeAll(keepingCapacity: true)
      cells.append(row, to: &bytes)
      out[row] = bytes.withUnsafeBufferPointer { text in text.baseAddress.map { heap.store($0, count: text.count) } ?? .empty }
    }
    return Vector(type: to, count: count, values: buffer, validity: validity, heaps: heap.blocks)
  }
}

/// The text of single cells as CAST to string writes them, nested ones included.
public struct CellText: Sendable {
  private indirect enum Form: Sendable {
    case boolean, int8, int16, int32, int64, float, double, text, date, timestamp, timestampNTZ, null
    case decimal64(Int), decimal128(Int)
    case yearMonth(YearMonthField, YearMonthField), dayTime(DayTimeField, DayTimeField), calendar
    case constant(CellText)
    case list(Buffer, CellText)
    case map(Buffer, CellText, CellText)
    case structure([CellText])
  }
  private let vector: Vector
  private let form: Form
  private let zone: TimeZoneRules
  private let plainDecimals: Bool

  /// - Parameter plainDecimals: false writes small decimals with an exponent, as Spark does outside of ANSI mode.
  public init(_ vector: Vector, zone: TimeZoneRules, plainDecimals: Bool = true) {
    let source = vector.dense
    self.vector = source
    self.zone = zone
    self.plainDecimals = plainDecimals
    func inner(_ child: Vector) -> CellText { CellText(child, zone: zone, plainDecimals: plainDecimals) }
    switch source.layout {
    case .constant(let value): form = .constant(inner(value))
    case .list(let offsets, let child): form = .list(offsets, inner(child))
    case .map(let offsets, let keys, let values): form = .map(offsets, inner(keys), inner(values))
    case .structure(let children): form = .structure(children.map(inner))
    case .null, .dictionary: form = .null
    case .flat: form = Self.flatForm(source.type.storage)
    }
  }

  private static func flatForm(_ type: DataType) -> Form {
    switch type {
    case .boolean: .boolean
    case .byte: .int8
    case .short: .int16
    case .integer: .int32
    case .long: .int64
    case .float: .float
    case .double: .double
    case .string, .char, .varchar, .binary: .text
    case .date: .date
    case .timestamp: .timestamp
    case .timestampNTZ: .timestampNTZ
    case .decimal(let precision, let scale): precision <= 18 ? .decimal64(scale) : .decimal128(scale)
    case .yearMonthInterval(let start, let end): .yearMonth(start, end)
    case .dayTimeInterval(let start, let end): .dayTime(start, end)
    case .calendarInterval: .calendar
    case .null, .array, .map, .struct, .udt: .null
    }
  }

  /// The text of one cell; `null` for nulls.
  public static func text(_ vector: Vector, _ row: Int, zone: TimeZoneRules) -> String {
    var bytes: [UInt8] = []
    CellText(vector, zone: zone).append(row, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the text of a row.
  public func append(_ row: Int, to out: inout [UInt8]) {
    if case .constant(let value) = form { return value.append(0, to: &out) }
    if let validity = vector.validity, !validity[row] { return Self.append("null", to: &out) }
    switch form {
    case .boolean: Self.append(vector.values(UInt8.self)[row] != 0 ? "true" : "false", to: &out)
    case .int8: Self.append(Int64(vector.values(Int8.self)[row]), to: &out)
    case .int16: Self.append(Int64(vector.values(Int16.self)[row]), to: &out)
    case .int32: Self.append(Int64(vector.values(Int32.self)[row]), to: &out)
    case .int64: Self.append(vector.values(Int64.self)[row], to: &out)
    case .float: out.append(javaText: vector.values(Float.self)[row])
    case .double: out.append(javaText: vector.values(Double.self)[row])
    case .decimal64(let scale): appendDecimal(Int128(vector.values(Int64.self)[row]), scale, to: &out)
    case .decimal128(let scale): appendDecimal(vector.values(Int128.self)[row], scale, to: &out)
    case .text:
      let view = vector.views + row
      out.append(contentsOf: UnsafeBufferPointer(start: StringView.bytes(of: view), count: view.pointee.count))
    case .date: out.append(contentsOf: DateText.format(days: Int(vector.values(Int32.self)[row])).utf8)
    case .timestamp: out.append(contentsOf: DateText.format(timestamp: vector.values(Int64.self)[row], zone: zone).utf8)
    case .timestampNTZ: out.append(contentsOf: DateText.format(timestamp: vector.values(Int64.self)[row], zone: .utc).utf8)
    case .yearMonth(let start, let end):
      out.append(contentsOf: IntervalText.ansi(months: vector.values(Int32.self)[row], start, end).utf8)
    case .dayTime(let start, let end):
      out.append(contentsOf: IntervalText.ansi(microseconds: vector.values(Int64.self)[row], start, end).utf8)
    case .calendar: out.append(contentsOf: IntervalText.text(vector.values(CalendarInterval.self)[row]).utf8)
    case .null: Self.append("null", to: &out)
    case .constant: break
    case .list(let offsets, let child):
      let bounds = offsets.pointer(Int32.self)
      out.append(UInt8(ascii: "["))
      for index in bounds[row]..<bounds[row + 1] {
        if index > bounds[row] { Self.append(", ", to: &out) }
        child.append(Int(index), to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .map(let offsets, let keys, let values):
      let bounds = offsets.pointer(Int32.self)
      out.append(UInt8(ascii: "{"))
      for index in bounds[row]..<bounds[row + 1] {
        if index > bounds[row] { Self.append(", ", to: &out) }
        keys.append(Int(index), to: &out)
        Self.append(" -> ", to: &out)
        values.append(Int(index), to: &out)
      }
      out.append(UInt8(ascii: "}"))
    case .structure(let children):
      out.append(UInt8(ascii: "{"))
      for (index, child) in children.enumerated() {
        if index > 0 { Self.append(", ", to: &out) }
        child.append(row, to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  private func appendDecimal(_ digits: Int128, _ scale: Int, to out: inout [UInt8]) {
    if plainDecimals {
      Decimal128.append(digits, scale: scale, to: &out)
    } else {
      Self.append(Decimal128.scientificText(digits, scale: scale), to: &out)
    }
  }

  private static func append(_ text: String, to out: inout [UInt8]) { out.append(contentsOf: text.utf8) }

  private static func append(_ number: Int64, to out: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { buffer in
      var at = 20
      var rest = number.magnitude
      repeat {
        at -= 1
        buffer[at] = 48 &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      if number < 0 {
        at -= 1
        buffer[at] = UInt8(ascii: "-")
      }
      out.append(contentsOf: buffer[at...])
    }
  }
}
