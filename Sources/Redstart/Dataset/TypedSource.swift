import Foundation
import RedstartColumnar
import RedstartConnectServer
import RedstartConnectors
import RedstartExecution
import RedstartLogicalPlan
import RedstartRDD
import RedstartTypes

/// Typed values as a table of a query: the source that a DataFrame made of a Dataset reads.
struct TypedSource<Element: Encodable & Sendable>: DataSource {
  static var shortNames: [String] { ["dataset"] }

  let rows: TypedRows<Element>
  let schema: StructType

  /// Rows and bytes are not known; a middling size keeps the planner from sharing the table as if it were small.
  private static var assumedBytes: Int { 64 << 20 }

  /// The source as a leaf of a plan. Its name is its own, so that no two of them are taken for the same table.
  var plan: LogicalPlan {
    let name = "dataset:" + UUID().uuidString.lowercased()
    return .relation(
      FileRelation(
        source: self, formatName: "dataset", files: [FileEntry(path: name, size: Self.assumedBytes, modified: 0)],
        rootPaths: [name], dataSchema: schema, partitionSchema: StructType(), options: SourceOptions(),
        output: schema.fields.map { Attribute($0.name, $0.type, nullable: $0.nullable, metadata: $0.metadata) }))
  }

  func scan(_ request: ScanRequest, _ environment: SourceEnvironment) throws -> any Scan {
    TypedScan(rows: rows, schema: schema, required: request.requiredSchema.fields.compactMap { schema.index(of: $0.name) })
  }

  func fileExtension(_ options: SourceOptions) throws -> String { throw Self.noFiles }
  func inferSchema(_ files: [FileEntry], _ options: SourceOptions, _ environment: SourceEnvironment) throws -> StructType {
    schema
  }
  func writer(_ request: WriteRequest, _ environment: SourceEnvironment) throws -> any FileWriter { throw Self.noFiles }
  private static var noFiles: SparkError { SparkError.internal("a Dataset has no files.") }
}

/// Computes typed values and encodes the columns that the query needs.
private struct TypedScan<Element: Encodable & Sendable>: ComputedScan {
  let rows: TypedRows<Element>
  let schema: StructType
  let required: [Int]

  var byteCount: Int { 0 }
  func prepare(_ job: JobContext) throws { try rows.prepare(job) }
  func partitionCount(_ job: JobContext) throws -> Int { try rows.partitionCount(job) }

  func open(_ partition: Int, _ task: TaskContext) throws -> any BatchIterator {
    let input = try TypedFailure.retried { try rows.open(partition, task) }
    return ClosureIterator {
      try TypedFailure.retried {
        guard let chunk = try input.next() else { return nil }
        return try batch(chunk)
      }
    }
  }

  private func batch(_ values: [Element]) throws -> RecordBatch {
    let builders = required.map { VectorBuilder(type: schema.fields[$0].type, capacity: values.count) }
    for (row, value) in values.enumerated() where !required.isEmpty {
      let cell = try ValueEncoder.cell(value, [])
      guard case .structure(let fields) = cell.value, case .struct(let type)? = cell.type else {
        builders[0].append(try LocalValue.stored(cell.value, cell.type ?? .null, as: schema.fields[0], row: row))
        continue
      }
      for (builder, position) in zip(builders, required) {
        let field = schema.fields[position]
        // Encoders may leave out what is nil, so names decide where positions do not.
        let place = position < type.count && type.fields[position].name == field.name ? position : type.index(of: field.name)
        let stored = try place.map { try LocalValue.stored(fields[$0], type.fields[$0].type, as: field, row: row) }
        builder.append(stored ?? .null)
      }
    }
    return RecordBatch(builders.map { $0.finish() }, count: values.count)
  }
}

/// A plan that a session keeps for as long as somebody may run it.
final class KeptPlan: Sendable {
  let id: String
  private let session: EmbeddedSession

  init(_ plan: LogicalPlan, _ session: EmbeddedSession) {
    self.session = session
    id = session.keep(plan)
  }

  deinit { session.forget(id) }
}

/// Makes tasks of a query run again when a function of the program failed, as tasks of RDDs do.
enum TypedFailure {
  static func retried<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as SparkError { throw error } catch let error as TransientFailure {
      throw error
    } catch {
      throw TransientFailure(String(describing: error))
    }
  }
}
