import Foundation
import RedstartColumnar
import RedstartConnectors
import RedstartDiagnostics
import RedstartEvaluation
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes
import Synchronization

/// Writes the rows of a plan into a folder, as a whole or not at all.
///
/// Every task writes its files into a `_temporary` folder inside the target; when all have succeeded the files are renamed to their
/// places and `_SUCCESS` is written last. A job that fails, is cancelled or killed leaves the old data as it was.
public struct FileWriteJob: Sendable {
  public let source: any DataSource
  public let path: String
  public let mode: SaveMode
  public let options: SourceOptions
  /// Positions of the partition columns among the plan's columns; they become folders and leave the files.
  public let partitionOrdinals: [Int]

  public init(source: any DataSource, path: String, mode: SaveMode, options: SourceOptions, partitionOrdinals: [Int]) {
    self.source = source
    self.path = path
    self.mode = mode
    self.options = options
    self.partitionOrdinals = partitionOrdinals
  }

  /// Runs the plan and commits its files.
  /// - Throws: `PATH_ALREADY_EXISTS`, `ALL_PARTITION_COLUMNS_NOT_ALLOWED`, and what reading or writing throws.
  /// - Returns: the number of rows written.
  @discardableResult
  public func run(_ plan: any PhysicalPlan, _ job: JobContext) throws -> Int {
    let exists = FileManager.default.fileExists(atPath: path)
    if exists {
      if mode == .errorIfExists { throw SparkError("PATH_ALREADY_EXISTS", ["outputPath": "file:\(path)"]) }
      if mode == .ignore { return 0 }
    }
    let schema = plan.output
    if !partitionOrdinals.isEmpty, partitionOrdinals.count == schema.count {
      throw SparkError("ALL_PARTITION_COLUMNS_NOT_ALLOWED")
    }
    let token = UUID().uuidString.lowercased()
    let staging = path + "/_temporary/" + token
    let files = FileManager.default
    let created = try FileFailure.wrap(path) { () -> Bool in
      try files.createDirectory(atPath: staging, withIntermediateDirectories: true)
      return !exists
    }
    do {
      let rows = try writeTasks(plan, job, staging, token, schema)
      try job.checkCancelled()
      try FileFailure.wrap(path) { try commit(staging, replacing: mode == .overwrite && exists) }
      return rows
    } catch {
      try? files.removeItem(atPath: created ? path : path + "/_temporary")
      throw error
    }
  }

  private func writeTasks(
    _ plan: any PhysicalPlan, _ job: JobContext, _ staging: String, _ token: String, _ schema: [Attribute]
  ) throws -> Int {
    let dataOrdinals = schema.indices.filter { !partitionOrdinals.contains($0) }
    let dataSchema = StructType(
      dataOrdinals.map {
        StructField(schema[$0].name, schema[$0].type, nullable: schema[$0].nullable, metadata: schema[$0].metadata)
      })
    let suffix = try source.fileExtension(options)
    let written = Mutex(0)
    try StageRunner(job).runStage(plan) { partition, iterator in
      // An attempt writes into a folder of its own and moves its files over when it has succeeded.
      let folder = staging + "/attempt-\(partition)-\(UUID().uuidString.lowercased())"
      var writers: [String: any FileWriter] = [:]
      var rows = 0
      func writer(_ directory: String) throws -> any FileWriter {
        if let open = writers[directory] { return open }
        let parent = directory.isEmpty ? folder : folder + "/" + directory
        try FileFailure.wrap(parent) {
          try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        }
        let number = String(partition)
        let name = "part-" + String(repeating: "0", count: max(0, 5 - number.count)) + number + "-\(token)-c000\(suffix)"
        let made = try source.writer(
          WriteRequest(path: parent + "/" + name, schema: dataSchema, options: options), job.environment)
        writers[directory] = made
        return made
      }
      while let batch = try iterator.next() {
        if batch.count == 0 { continue }
        rows += batch.count
        if partitionOrdinals.isEmpty {
          try writer("").write(batch)
        } else {
          for (directory, selection) in try directories(batch, schema) {
            try writer(directory).write(batch.project(dataOrdinals).gather(selection))
          }
        }
      }
      if partition == 0, writers.isEmpty, partitionOrdinals.isEmpty { _ = try writer("") }
      for open in writers.values { try open.close() }
      let total = rows
      written.withLock { $0 += total }
      if !writers.isEmpty {
        try FileFailure.wrap(folder) { try Self.merge(folder, into: staging + "/done") }
      }
    }
    return written.withLock { $0 }
  }

  /// The rows of each partition folder of a batch, in order of first appearance.
  private func directories(_ batch: RecordBatch, _ schema: [Attribute]) throws -> [(String, Selection)] {
    let layout = try KeyLayout(types: partitionOrdinals.map { schema[$0].type }, nullsMatter: true)
    let table = GroupTable(layout)
    let columns = partitionOrdinals.map { batch.columns[$0] }
    var groups = [Int32](repeating: 0, count: batch.count)
    groups.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { table.assign(columns, count: batch.count, into: base) }
    }
    var rows = [[Int32]](repeating: [], count: table.count)
    for (row, group) in groups.enumerated() { rows[Int(group)].append(Int32(row)) }
    return try rows.map { selected in
      let names = try partitionOrdinals.map { ordinal in
        let value = Literal(batch.columns[ordinal].value(at: Int(selected[0])), schema[ordinal].type)
        let text = try PartitionPath.text(value)
        return "\(PartitionPath.escape(schema[ordinal].name))=\(text.map(PartitionPath.escape) ?? PartitionPath.defaultName)"
      }
      return (names.joined(separator: "/"), Selection(selected))
    }
  }

  /// Moves finished files to their places.
  private func commit(_ staging: String, replacing: Bool) throws {
    let files = FileManager.default
    if replacing {
      for entry in try files.contentsOfDirectory(atPath: path) where entry != "_temporary" {
        try files.removeItem(atPath: path + "/" + entry)
      }
    }
    if files.fileExists(atPath: staging + "/done") { try Self.merge(staging + "/done", into: path) }
    try files.removeItem(atPath: path + "/_temporary")
    guard files.createFile(atPath: path + "/_SUCCESS", contents: nil) else {
      throw SparkError("TASK_WRITE_FAILED", ["path": "file:\(path)/_SUCCESS"])
    }
  }

  /// Moves all files below one folder to the same places below another.
  private static func merge(_ from: String, into to: String) throws {
    let files = FileManager.default
    try files.createDirectory(atPath: to, withIntermediateDirectories: true)
    for entry in try files.contentsOfDirectory(atPath: from) {
      let source = from + "/" + entry
      let target = to + "/" + entry
      var isFolder: ObjCBool = false
      if files.fileExists(atPath: source, isDirectory: &isFolder), isFolder.boolValue {
        try merge(source, into: target)
      } else {
        try files.moveItem(atPath: source, toPath: target)
      }
    }
    try files.removeItem(atPath: from)
  }
}

/// Names of partition folders, as Hive and Spark write them.
public enum PartitionPath {
  /// Stands for null and for the empty string.
  public static let defaultName = "__HIVE_DEFAULT_PARTITION__"

  /// The value as text; nil for null and the empty string.
  static func text(_ literal: Literal) throws -> String? {
    if literal.isNull { return nil }
    let column = Expression.cast(Cast(.literal(literal), .string, mode: .legacy, timeZone: "UTC"))
    guard case .string(let text) = try ExpressionCompiler.evaluateConstant(column).value, !text.isEmpty else { return nil }
    return text
  }

  /// The text with characters that folders must not hold as `%XX`.
  public static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 32 || scalar.value == 127 || "\"#%'*/:=?\\{[]^".unicodeScalars.contains(scalar) {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        result += "%" + (hex.count < 2 ? "0" : "") + hex
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Turns failures of the file system into Spark's condition.
public enum FileFailure {
  public static func wrap<T>(_ path: String, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as SparkError { throw error } catch {
      throw SparkError("TASK_WRITE_FAILED", ["path": "file:\(path)"], cause: String(describing: error))
    }
  }
}
