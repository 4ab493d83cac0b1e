import RedstartConnectors
import RedstartDiagnostics
import RedstartMemory
import RedstartTypes
import Synchronization

/// What the footer of a Parquet file tells: schema, row groups, statistics.
public final class ParquetFileMetadata: Sendable {
  public let path: String
  /// Spark's schema of the file, with the field metadata that Spark stored.
  public let schema: StructType
  public let rowCount: Int
  /// The program that wrote the file.
  public let createdBy: String
  /// The writer's own properties.
  public let properties: [String: String]
  let footer: Footer
  let root: SchemaNode
  /// The leaves in the order of the column chunks.
  let leaves: [SchemaNode]

  static let schemaKey = "org.apache.spark.sql.parquet.row.metadata"

  /// Number of row groups.
  public var rowGroupCount: Int { footer.rowGroups.count }

  /// Reads the footer of the file at `path`.
  public convenience init(path: String) throws {
    let file = try InputFile(path: path)
    try self.init(file)
  }

  init(_ file: InputFile) throws {
    do {
      let footer = try Self.readFooter(file)
      let root = try SchemaNode.root(footer.schema)
      let leaves = root.allLeaves
      for group in footer.rowGroups where group.columns.count != leaves.count {
        throw ParquetDamage("a row group with another number of columns than the schema")
      }
      let rows = footer.rowGroups.reduce(into: 0) { $0 = $0.addingReportingOverflow($1.rowCount).partialValue }
      guard rows >= 0, footer.rowGroups.allSatisfy({ $0.rowCount <= rows }) else {
        throw ParquetDamage("an impossible number of rows")
      }
      self.path = file.path
      self.footer = footer
      self.root = root
      self.leaves = leaves
      self.rowCount = rows
      self.createdBy = footer.createdBy
      self.properties = footer.keyValues
    } catch let damage as ParquetDamage {
      throw SparkError("FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER", ["path": "file:" + file.path], cause: damage.reason)
    }
    self.schema = try Self.sparkSchema(root, footer)
  }

  private static func readFooter(_ file: InputFile) throws -> Footer {
    guard file.size >= 12 else { throw ParquetDamage("the file is too short for Parquet (\(file.size) bytes)") }
    // Most footers fit into one read.
    let guess = min(file.size, 64 << 10)
    let tail = try file.bytes((file.size - guess)..<file.size)
    let end = tail.base + guess
    let magic = (end - 4).loadUnaligned(as: UInt32.self).littleEndian
    if magic == 0x4552_4150 { throw SparkError.unsupported("encrypted Parquet files") }
    guard magic == 0x3152_4150 else { throw ParquetDamage("the file does not end as Parquet files do") }
    let size = Int((end - 8).loadUnaligned(as: UInt32.self).littleEndian)
    guard size <= file.size - 12 else { throw ParquetDamage("the footer is longer than the file") }
    let bytes = size + 8 <= guess ? tail : try file.bytes((file.size - 8 - size)..<(file.size - 8))
    let start = size + 8 <= guess ? end - 8 - size : bytes.base
    let footer = try Footer(parsing: UnsafeRawBufferPointer(start: start, count: size))
    if footer.isEncrypted { throw SparkError.unsupported("encrypted Parquet files") }
    return footer
  }

  /// The stored Spark schema where there is one that fits the columns, else the schema that the columns give.
  private static func sparkSchema(_ root: SchemaNode, _ footer: Footer) throws -> StructType {
    if let json = footer.keyValues[schemaKey], let stored = try? StructType(json: json), stored.names == root.children.map(\.name)
    {
      let isReadable = zip(stored.fields, root.children).allSatisfy { field, node in
        (try? ColumnPlan.plan(node, as: field.type, PlanContext(path: "", caseSensitive: true))) != nil
      }
      if isReadable { return stored }
    }
    return try root.structType()
  }
}

extension ParquetFileMetadata {
  /// Footers that were read lately, by path, size and time of change.
  private static let cache = Mutex<[FileEntry: ParquetFileMetadata]>([:])

  /// The footer of `entry`, from memory when the file has not changed.
  public static func of(_ entry: FileEntry) throws -> ParquetFileMetadata {
    var key = entry
    key.partitionValues = []
    if let known = cache.withLock({ $0[key] }) { return known }
    let metadata = try ParquetFileMetadata(path: entry.path)
    // Without a time nobody can tell whether the file is still the same.
    guard key.modified != 0 else { return metadata }
    cache.withLock { cache in
      if cache.count >= 1000 { cache.removeAll() }
      cache[key] = metadata
    }
    return metadata
  }
}
