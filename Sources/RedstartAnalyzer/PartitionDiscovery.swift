import RedstartConnectors
import RedstartDiagnostics
import RedstartKernels
import RedstartTypes

/// Columns from `key=value` folders: their types are guessed from all values.
struct PartitionDiscovery {
  static let nullName = "__HIVE_DEFAULT_PARTITION__"
  var timeZone: TimeZoneRules

  /// The partition columns and the files with their values.
  /// - Throws: `CONFLICTING_PARTITION_COLUMN_NAMES`.
  func discover(_ found: [FileIndex.Found], declared: StructType?) throws -> (schema: StructType, files: [FileEntry]) {
    let keys = found.first { !$0.partition.isEmpty }?.partition.map(\.key) ?? []
    // Files beside partition folders belong to no partition: without folders of their own they are read alone.
    let members = keys.isEmpty ? found : found.filter { !$0.partition.isEmpty }
    for file in members where file.partition.map(\.key) != keys {
      throw SparkError(
        "CONFLICTING_PARTITION_COLUMN_NAMES",
        [
          "distinctPartColLists":
            "\n\tPartition column name list #0: \(keys.joined(separator: ", "))\n\tPartition column name list #1: "
            + file.partition.map(\.key).joined(separator: ", "),
          "suspiciousPaths": file.path,
        ])
    }
    var fields: [StructField] = []
    for (position, key) in keys.enumerated() {
      let wanted = declared?.fields.first { $0.name.lowercased() == key.lowercased() }
      let values = members.map { $0.partition[position].value }
      fields.append(StructField(wanted?.name ?? key, wanted?.type ?? inferType(values)))
    }
    let entries = try members.map { file in
      FileEntry(
        path: file.path, size: file.size, modified: file.modified,
        partitionValues: try fields.enumerated().map { position, field in
          try value(file.partition[position].value, field)
        })
    }
    return (StructType(fields), entries)
  }

  private func inferType(_ values: [String]) -> DataType {
    var common: DataType = .null
    for value in values where value != Self.nullName {
      common = merged(common, guess(value))
      if common == .string { break }
    }
    return common == .null ? .string : common
  }

  private func guess(_ text: String) -> DataType {
    if Int32(text) != nil { return .integer }
    if Int64(text) != nil { return .long }
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    if !digits.isEmpty, digits.count <= 38, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
      return .decimal(precision: digits.count, scale: 0)
    }
    if Double(text) != nil, digits.utf8.contains(where: { $0 >= 48 && $0 <= 57 }), !text.hasPrefix("0x") { return .double }
    return withBytes(text) { bytes, count in
      if count == 10, DateText.parseDate(bytes, count) != nil { return .date }
      if count > 10, DateText.parseTimestamp(bytes, count, zone: timeZone) != nil { return .timestamp }
      return .string
    }
  }

  private func merged(_ a: DataType, _ b: DataType) -> DataType {
    if a == b || b == .null { return a }
    if a == .null { return b }
    func rank(_ type: DataType) -> Int? {
      switch type {
      case .integer: 0
      case .long: 1
      case .decimal: 2
      case .double: 3
      default: nil
      }
    }
    if case .decimal(let p, _) = a, case .decimal(let q, _) = b { return .decimal(precision: max(p, q), scale: 0) }
    if let x = rank(a), let y = rank(b) {
      let wider = x > y ? a : b
      if case .decimal(let p, _) = wider { return .decimal(precision: max(p, 20), scale: 0) }
      return wider
    }
    if a.isDateOrTimestamp, b.isDateOrTimestamp { return .timestamp }
    return .string
  }

  private func value(_ text: String, _ field: StructField) throws -> Value {
    if text == Self.nullName { return .null }
    let parsed: Value? = withBytes(text) { bytes, count in
      switch field.type {
      case .byte, .short, .integer, .long: return Int64(text).map { .integer($0) }
      case .float, .double: return Double(text).map { .double($0) }
      case .decimal(let precision, let scale):
        return Decimal128.parse(text, precision: precision, scale: scale).map { .decimal($0) }
      case .boolean: return Bool(text.lowercased()).map { .boolean($0) }
      case .date: return DateText.parseDate(bytes, count).map { .integer(Int64($0)) }
      case .timestamp: return DateText.parseTimestamp(bytes, count, zone: timeZone).map { .integer($0) }
      case .timestampNTZ: return DateText.parseTimestampNTZ(bytes, count).map { .integer($0) }
      case .binary: return .binary(Array(text.utf8))
      default: return .string(text)
      }
    }
    guard let parsed else {
      throw SparkError(
        "CAST_INVALID_INPUT",
        [
          "expression": "'\(text)'", "sourceType": "\"STRING\"", "targetType": "\"\(field.type.sql)\"",
          "ansiConfig": "\"spark.sql.ansi.enabled\"",
        ])
    }
    return parsed
  }

  private func withBytes<T>(_ text: String, _ body: (UnsafePointer<UInt8>, Int) -> T) -> T {
    var bytes = Array(text.utf8)
    bytes.append(0)
    return bytes.withUnsafeBufferPointer { buffer in
      // The array holds at least its final zero, so it has an address.
      guard let base = buffer.baseAddress else { preconditionFailure("array without elements") }
      return body(base, buffer.count - 1)
    }
  }
}
