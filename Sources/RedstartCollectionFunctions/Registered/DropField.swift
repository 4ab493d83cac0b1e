import RedstartLogicalPlan
import RedstartTypes

/// A struct without the fields of a name: `Column.dropFields`.
struct DropField: SQLFunction {
  static let names = ["drop_field"]
  static let documentation = FunctionDocumentation(
    "drop_field(struct, name) - Returns the struct without the fields of that name.",
    examples: [("SELECT drop_field(named_struct('a', 1, 'b', 2), 'b')", "Row(a=1)")])

  func bind(_ call: FunctionBinding) throws -> Expression {
    try call.requireCount(2)
    let (type, name) = try call.fieldToChange()
    let kept = type.fields.indices.filter { !call.sameName(type.fields[$0].name, name) }
    if kept.isEmpty { throw call.mismatch("CANNOT_DROP_ALL_FIELDS", [:]) }
    return call.changingFields(StructType(kept.map { type.fields[$0] }), kept, value: nil) {
      "update_fields(\($0[0]), dropfield())"
    }
  }
}
