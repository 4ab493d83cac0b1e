import Foundation
import RedstartArrowFormat
import RedstartColumnar
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMemory
import RedstartTypes

extension PlanConverter {
  /// Rows inside of the message: an Arrow stream, a schema, or both.
  func localRelation(_ node: Spark_Connect_LocalRelation) throws -> LogicalPlan {
    let schema = node.hasSchema && !node.schema.isEmpty ? node.schema : nil
    return try localRelation(streams: node.hasData ? [node.data] : [], schema: schema)
  }

  /// Rows that an older client has uploaded as one message.
  func cachedLocalRelation(_ node: Spark_Connect_CachedLocalRelation) throws -> LogicalPlan {
    guard let data = session.artifacts.cached(node.hash) else {
      throw SparkError("CONNECT_INVALID_PLAN.NOT_FOUND_CACHED_LOCAL_RELATION", ["hash": node.hash, "sessionUUID": session.id])
    }
    return try localRelation(try Spark_Connect_LocalRelation(serializedBytes: data))
  }

  /// Rows that the client has uploaded in pieces.
  func chunkedCachedLocalRelation(_ node: Spark_Connect_ChunkedCachedLocalRelation) throws -> LogicalPlan {
    func artifact(_ hash: String) throws -> Data {
      guard let data = session.artifacts.cached(hash) else {
        throw SparkError(
          "CONNECT_INVALID_PLAN.NOT_FOUND_CHUNKED_CACHED_LOCAL_RELATION", ["hash": hash, "sessionUUID": session.id])
      }
      return data
    }
    let key = "chunks:" + ([node.hasSchemaHash ? node.schemaHash : ""] + node.dataHashes).joined(separator: ",")
    if let known = session.localRelations.find(key) { return known.freshPlan }
    let schema = node.hasSchemaHash ? String(decoding: try artifact(node.schemaHash), as: UTF8.self) : nil
    let relation = try decode(try node.dataHashes.map(artifact), schema)
    session.localRelations.keep(key, relation)
    return relation.freshPlan
  }

  private func localRelation(streams: [Data], schema: String?) throws -> LogicalPlan {
    // The same rows come again with every plan that uses them; decoding once is enough.
    let key = LocalRelationKey.of(streams, schema)
    if let known = session.localRelations.find(key) { return known.freshPlan }
    let relation = try decode(streams, schema)
    session.localRelations.keep(key, relation)
    return relation.freshPlan
  }

  private func decode(_ streams: [Data], _ schemaText: String?) throws -> DecodedRelation {
    let wanted = try schemaText.map { try StructType(clientText: $0) }
    var batches: [RecordBatch] = []
    var found: StructType?
    for data in streams {
      let reader = try ArrowStreamReader(bytes: Array(data))
      found = found ?? reader.schema
      batches += try reader.readAll()
    }
    guard let schema = wanted ?? found else {
      throw SparkError.invalidPlan("a local relation without data and schema")
    }
    guard let found, let wanted, found.fields.map(\.type) != wanted.fields.map(\.type) else {
      return DecodedRelation(schema: schema, stored: schema, batches: batches)
    }
    guard found.count == wanted.count else {
      throw SparkError.invalidPlan("a local relation of \(found.count) columns with a schema of \(wanted.count)")
    }
    // Types that store the same take the schema's name for it; the rest is cast by the plan.
    var stored = found
    for index in stored.fields.indices where found.fields[index].type.hasLayout(of: wanted.fields[index].type) {
      stored.fields[index].type = wanted.fields[index].type
    }
    let retyped = batches.map { batch in
      RecordBatch(zip(batch.columns, stored.fields).map { $0.retyped($1.type) }, count: batch.count)
    }
    return DecodedRelation(schema: wanted, stored: stored, batches: retyped)
  }
}

/// The rows of a local relation as they were decoded.
struct DecodedRelation: Sendable {
  /// What the client declared.
  var schema: StructType
  /// What the columns hold.
  var stored: StructType
  var batches: [RecordBatch]

  /// A plan over the rows; every use has columns of its own identity.
  var freshPlan: LogicalPlan {
    let output = zip(stored.fields, schema.fields).map { stored, declared in
      Attribute(declared.name, stored.type, nullable: declared.nullable, metadata: declared.metadata)
    }
    let plan = LogicalPlan.localRelation(LocalRelation(output: output, batches: batches))
    guard stored.fields.map(\.type) != schema.fields.map(\.type) else { return plan }
    return .project(
      zip(output, schema.fields).map { attribute, field in
        attribute.type == field.type
          ? .attribute(attribute)
          : .alias(Alias(.cast(Cast(.attribute(attribute), field.type)), field.name, metadata: field.metadata))
      }, plan)
  }
}

extension DataType {
  /// Whether values of both types are stored alike, names and nullability apart.
  func hasLayout(of other: DataType) -> Bool {
    switch (storage, other.storage) {
    case (.array(let a, _), .array(let b, _)): return a.hasLayout(of: b)
    case (.map(let a, let c, _), .map(let b, let d, _)): return a.hasLayout(of: b) && c.hasLayout(of: d)
    case (.struct(let a), .struct(let b)):
      return a.count == b.count && zip(a.fields, b.fields).allSatisfy { $0.type.hasLayout(of: $1.type) }
    case (.string, .string): return true
    case (let a, let b): return a == b
    }
  }
}
