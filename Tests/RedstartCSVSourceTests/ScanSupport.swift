import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartKernels
import RedstartTypes

@testable import RedstartCSVSource

/// A folder that goes away with its owner.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "redstart-csv-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String, _ bytes: [UInt8]) throws -> FileEntry {
    let full = path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: full))
    return FileEntry(path: full, size: bytes.count, modified: 0)
  }
}

/// The rows of a scan as text, as `CAST(… AS STRING)` has them.
func readRows(
  _ files: [FileEntry], schema: StructType, select: [String]? = nil, options: [String: String], partitionSize: Int? = nil,
  environment: SourceEnvironment = SourceEnvironment()
) throws -> [[String?]] {
  let required =
    select.map { names in StructType(names.compactMap { name in schema.fields.first { $0.name == name } }) } ?? schema
  let request = ScanRequest(files: files, dataSchema: schema, requiredSchema: required, options: SourceOptions(options))
  let scan = try CSVScan(request, environment, partitionSize: partitionSize)
  var rows: [[String?]] = []
  let zone = try TimeZoneRules.named(environment.timeZone)
  for partition in 0..<scan.partitionCount {
    let reader = try scan.open(partition)
    while let batch = try reader.next() {
      for row in 0..<batch.count { rows.append(batch.columns.map { text($0, row, zone) }) }
    }
  }
  return rows
}

func text(_ vector: Vector, _ row: Int, _ zone: TimeZoneRules) -> String? {
  switch vector.value(at: row) {
  case .null: return nil
  case .boolean(let flag): return "\(flag)"
  case .integer(let number):
    switch vector.type {
    case .date: return DateText.format(days: Int(number))
    case .timestamp: return DateText.format(timestamp: number, zone: zone)
    case .timestampNTZ: return DateText.format(timestamp: number, zone: .utc)
    default: return "\(number)"
    }
  case .double(let number): return vector.type == .float ? javaText(Float(number)) : javaText(number)
  case .decimal(let digits):
    if case .decimal(_, let scale) = vector.type { return Decimal128.text(digits, scale: scale) }
    return "\(digits)"
  case .string(let text): return text
  case .binary(let bytes): return String(decoding: bytes, as: UTF8.self)
  default: return "?"
  }
}
