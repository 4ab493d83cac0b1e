import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartTypes

/// Apache Parquet files.
public struct ParquetSource: DataSource {
  public static let shortNames = ["parquet"]

  public init() {}

  public func fileExtension(_ options: SourceOptions) throws -> String {
    try ParquetCompression(options).fileSuffix + ".parquet"
  }

  public func inferSchema(
    _ files: [FileEntry], _ options: SourceOptions, _ environment: SourceEnvironment
  ) throws -> StructType {
    let merges = try options.flag("mergeSchema", default: false)
    let ignoreCorrupt = try options.flag("ignoreCorruptFiles", default: false)
    var merged: StructType?
    for file in files where file.size > 0 {
      if environment.isCancelled() { throw SparkError("OPERATION_CANCELED") }
      let schema: StructType
      do {
        schema = try ParquetFileMetadata.of(file).schema
      } catch  where ignoreCorrupt {
        continue
      }
      guard let left = merged else {
        merged = schema
        if !merges { break }
        continue
      }
      merged = try SchemaMerging(caseSensitive: environment.caseSensitive).merge(left, schema)
    }
    guard let merged else { throw SparkError("UNABLE_TO_INFER_SCHEMA", ["format": "Parquet"]) }
    return merged.nullable
  }

  public func scan(_ request: ScanRequest, _ environment: SourceEnvironment) throws -> any Scan {
    try ParquetScan(request, environment)
  }

  public func writer(_ request: WriteRequest, _ environment: SourceEnvironment) throws -> any FileWriter {
    try ParquetFileWriter(request)
  }
}

extension StructType {
  /// The same fields, all of them (and those inside) nullable.
  var nullable: StructType {
    StructType(fields.map { StructField($0.name, $0.type.nullable, nullable: true, metadata: $0.metadata) })
  }
}

extension DataType {
  /// The same type with nulls allowed everywhere inside.
  var nullable: DataType {
    switch self {
    case .array(let element, _): .array(element.nullable, containsNull: true)
    case .map(let key, let value, _): .map(key.nullable, value.nullable, valueContainsNull: true)
    case .struct(let type): .struct(type.nullable)
    default: self
    }
  }
}

/// Spark's union of the schemas of several files.
struct SchemaMerging {
  let caseSensitive: Bool

  func merge(_ left: StructType, _ right: StructType) throws -> StructType {
    do {
      return try mergeFields(left, right)
    } catch is Conflict {
      throw SparkError(
        "CANNOT_MERGE_SCHEMAS", ["left": "\"\(DataType.struct(left).sql)\"", "right": "\"\(DataType.struct(right).sql)\""])
    }
  }

  private struct Conflict: Error {}

  private func mergeFields(_ left: StructType, _ right: StructType) throws -> StructType {
    var result = left
    for field in right.fields {
      if let position = result.index(of: field.name, caseSensitive: caseSensitive) {
        result.fields[position].type = try mergeTypes(result.fields[position].type, field.type)
        result.fields[position].nullable = result.fields[position].nullable || field.nullable
      } else {
        result.fields.append(field)
      }
    }
    return result
  }

  private func mergeTypes(_ left: DataType, _ right: DataType) throws -> DataType {
    if left == right { return left }
    switch (left, right) {
    case (.struct(let a), .struct(let b)): return .struct(try mergeFields(a, b))
    case (.array(let a, let x), .array(let b, let y)): return .array(try mergeTypes(a, b), containsNull: x || y)
    case (.map(let ak, let av, let x), .map(let bk, let bv, let y)):
      return .map(try mergeTypes(ak, bk), try mergeTypes(av, bv), valueContainsNull: x || y)
    case (.decimal(let ap, let a), .decimal(let bp, let b)) where a == b: return .decimal(precision: max(ap, bp), scale: a)
    default: throw Conflict()
    }
  }
}
