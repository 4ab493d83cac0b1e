import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartKernels
import RedstartTypes

/// Turns the values of one column into text.
final class CellWriter {
  private let type: DataType
  private let zone: TimeZoneRules
  private let pattern: DateTimePattern?
  private var scratch: [UInt8] = []

  init(_ field: StructField, _ options: SourceOptions, zone: TimeZoneRules) throws {
    type = field.type.storage
    self.zone = zone
    guard ColumnSink.supports(type) else {
      throw SparkError(
        "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
        ["columnName": quoted(field.name), "columnType": "\"\(field.type.sql)\"", "format": "CSV"])
    }
    let format: String? =
      switch type {
      case .date: options["dateFormat"]
      case .timestamp: options["timestampFormat"] ?? "yyyy-MM-dd'T'HH:mm:ss[.SSS][XXXXX]"
      case .timestampNTZ: options["timestampNTZFormat"] ?? "yyyy-MM-dd'T'HH:mm:ss[.SSS]"
      default: nil
      }
    pattern = try format.map { try DateTimePattern($0, parsing: false) }
  }

  /// Appends the value of a row that is not null.
  func append(_ column: Vector, _ row: Int, _ format: CellFormat, isFirst: Bool, to output: inout [UInt8]) {
    if type.physical == .bytes {
      let view = column.views + row
      format.append(
        UnsafeBufferPointer(start: StringView.bytes(of: view), count: view.pointee.count), isFirst: isFirst, to: &output)
      return
    }
    scratch.removeAll(keepingCapacity: true)
    switch type {
    case .boolean: scratch += column.values(UInt8.self)[row] != 0 ? "true".utf8 : "false".utf8
    case .byte: integer(Int64(column.values(Int8.self)[row]))
    case .short: integer(Int64(column.values(Int16.self)[row]))
    case .integer: integer(Int64(column.values(Int32.self)[row]))
    case .long: integer(column.values(Int64.self)[row])
    case .float: scratch.append(javaText: column.values(Float.self)[row])
    case .double: scratch.append(javaText: column.values(Double.self)[row])
    case .decimal(_, let scale):
      let digits = type.physical == .int64 ? Int128(column.values(Int64.self)[row]) : column.values(Int128.self)[row]
      decimal(digits, scale)
    case .date:
      let days = column.values(Int32.self)[row]
      if let pattern {
        scratch += pattern.format(days: days).utf8
      } else {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DateText.maximumLength) { buffer in
          guard let base = buffer.baseAddress else { return }
          scratch.append(contentsOf: UnsafeBufferPointer(start: base, count: DateText.writeDate(Int(days), to: base)))
        }
      }
    case .timestamp: pattern?.append(micros: column.values(Int64.self)[row], zone: zone, to: &scratch)
    case .timestampNTZ: pattern?.append(micros: column.values(Int64.self)[row], zone: .utc, to: &scratch)
    default: break
    }
    scratch.withUnsafeBufferPointer { format.append($0, isFirst: isFirst, to: &output) }
  }

  /// Very small numbers take an exponent, as Java prints them.
  private func decimal(_ digits: Int128, _ scale: Int) {
    let exponent = Decimal128.precision(of: digits) - 1 - scale
    guard exponent < -6 else {
      Decimal128.append(digits, scale: scale, to: &scratch)
      return
    }
    if digits < 0 { scratch.append(45) }
    let text = Array(String(digits.magnitude).utf8)
    scratch.append(text[0])
    if text.count > 1 {
      scratch.append(46)
      scratch += text[1...]
    }
    scratch += "E\(exponent)".utf8
  }

  private func integer(_ value: Int64) {
    if value < 0 { scratch.append(45) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { buffer in
      guard let base = buffer.baseAddress else { return }
      scratch.append(
        contentsOf: UnsafeBufferPointer(start: base, count: DateText.writeDigits(value.magnitude, width: 1, to: base)))
    }
  }
}
