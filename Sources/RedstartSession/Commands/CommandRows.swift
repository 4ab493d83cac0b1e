import RedstartColumnar
import RedstartLogicalPlan
import RedstartTypes

/// The rows that a statement answers with.
struct CommandRows {
  private let fields: [StructField]
  private var builders: [VectorBuilder]
  private var count = 0

  init(_ fields: StructField...) {
    self.fields = fields
    builders = fields.map { VectorBuilder(type: $0.type, capacity: 16) }
  }

  mutating func append(_ values: Value...) {
    for (builder, value) in zip(builders, values) { builder.append(value) }
    count += 1
  }

  /// The rows as a plan.
  var plan: LogicalPlan {
    .localRelation(
      LocalRelation(
        output: fields.map { Attribute($0.name, $0.type, nullable: $0.nullable, metadata: $0.metadata) },
        batches: [RecordBatch(builders.map { $0.finish() }, count: count)]))
  }

  /// No rows and no columns: what most statements answer.
  static var none: LogicalPlan { .localRelation(LocalRelation(output: [], batches: [])) }
}

extension StructField {
  /// A text column.
  static func text(_ name: String, nullable: Bool = false) -> StructField { StructField(name, .string, nullable: nullable) }
  static func flag(_ name: String) -> StructField { StructField(name, .boolean, nullable: false) }
}
