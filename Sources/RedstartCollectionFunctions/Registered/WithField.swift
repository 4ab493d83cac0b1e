import RedstartLogicalPlan
import RedstartTypes

/// A struct with a field replaced or added: `Column.withField`. Every field of the name is replaced.
struct WithField: SQLFunction {
  static let names = ["with_field"]
  static let documentation = FunctionDocumentation(
    "with_field(struct, name, value) - Returns the struct with that value under that name.",
    examples: [("SELECT with_field(named_struct('a', 1), 'b', 2)", "Row(a=1, b=2)")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(3)
    let (type, name) = try call.fieldToChange()
    let value = call.arguments[2]
    var fields = type.fields
    var sources: [Int?] = fields.indices.map { $0 }
    let replacement = StructField(name, value.type, nullable: value.nullable, metadata: value.metadata)
    for (index, field) in type.fields.enumerated() where call.sameName(field.name, name) {
      fields[index] = replacement
      sources[index] = nil
    }
    if !sources.contains(nil) {
      fields.append(replacement)
      sources.append(nil)
    }
    return call.changingFields(StructType(fields), sources, value: value) { "update_fields(\($0[0]), WithField(\($0[1])))" }
  }
}
