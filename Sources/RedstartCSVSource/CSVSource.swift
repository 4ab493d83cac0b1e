import RedstartCodecs
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes

/// Comma-separated values, with all of Spark's options.
public struct CSVSource: DataSource {
  public static let shortNames = ["csv"]

  public init() {}

  public func fileExtension(_ options: SourceOptions) throws -> String {
    try ".csv" + FileCompression(option: options.first("compression", "codec")).fileSuffix
  }

  public func inferSchema(_ files: [FileEntry], _ options: SourceOptions, _ environment: SourceEnvironment) throws -> StructType {
    let parsed = try CSVOptions(reading: options, environment)
    return try CSVInference(parsed, files, environment).schema()
  }

  public func scan(_ request: ScanRequest, _ environment: SourceEnvironment) throws -> any Scan {
    try CSVScan(request, environment)
  }

  public func writer(_ request: WriteRequest, _ environment: SourceEnvironment) throws -> any FileWriter {
    try CSVWriter(request, environment)
  }
}

/// A scan of CSV files, cut at line ends.
final class CSVScan: Scan {
  private let input: CSVInput
  private let layout: CSVLayout
  private let isCancelled: @Sendable () -> Bool

  init(_ request: ScanRequest, _ environment: SourceEnvironment, partitionSize: Int? = nil) throws {
    let options = try CSVOptions(reading: request.options, environment)
    layout = try Self.layout(request, options, caseSensitive: environment.caseSensitive)
    input =
      partitionSize.map { CSVInput(request.files, options, partitionSize: $0) }
      ?? CSVInput(request.files, options, parallelism: environment.parallelism)
    isCancelled = environment.isCancelled
  }

  var partitionCount: Int { input.partitions.count }
  var rowCount: Int? { nil }
  var byteCount: Int { input.files.reduce(0) { $0 + $1.size } }

  func open(_ partition: Int) throws -> any BatchReader {
    let part = input.partitions[partition]
    return try CSVReader(layout, input.files[part.file], input.open(part), isCancelled: isCancelled)
  }

  private static func layout(_ request: ScanRequest, _ options: CSVOptions, caseSensitive: Bool) throws -> CSVLayout {
    func isCorrupt(_ name: String) -> Bool { name == options.corruptColumn }
    if let field = request.dataSchema.fields.first(where: { isCorrupt($0.name) }), field.type != .string || !field.nullable {
      throw SparkError("INVALID_CORRUPT_RECORD_TYPE", ["columnName": quoted(field.name), "actualType": "\"\(field.type.sql)\""])
    }
    let dataSchema = StructType(request.dataSchema.fields.filter { !isCorrupt($0.name) })
    var slots = [Int?](repeating: nil, count: dataSchema.count)
    var fields: [StructField] = []
    var output: [CSVColumn] = []
    for field in request.requiredSchema.fields {
      if let position = dataSchema.index(of: field.name, caseSensitive: true)
        ?? dataSchema.index(of: field.name, caseSensitive: caseSensitive)
      {
        if let slot = slots[position] {
          output.append(.field(slot))
        } else {
          slots[position] = fields.count
          output.append(.field(fields.count))
          fields.append(dataSchema.fields[position])
        }
      } else if isCorrupt(field.name), request.dataSchema.index(of: field.name, caseSensitive: true) != nil {
        output.append(.corrupt)
      } else if let position = request.partitionSchema.index(of: field.name, caseSensitive: caseSensitive) {
        output.append(.partition(position))
      } else {
        throw SparkError.internal("the CSV files have no column \(field.name).")
      }
    }
    let wantsCorrupt = output.contains { if case .corrupt = $0 { true } else { false } }
    if wantsCorrupt, fields.isEmpty, dataSchema.count > 0 {
      throw SparkError("UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN", [:])
    }
    // Without pruning every column is converted, so that bad values in any of them count.
    return CSVLayout(
      options: options, formats: try ValueFormats(options), dataSchema: dataSchema, fields: fields, slots: slots, output: output,
      outputFields: request.requiredSchema.fields, partitionSchema: request.partitionSchema,
      countsFields: (!options.columnPruning || fields.count == dataSchema.count) && !fields.isEmpty,
      caseSensitive: caseSensitive)
  }
}
