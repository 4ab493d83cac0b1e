import RedstartLogicalPlan
import RedstartTypes

/// Types out of JSON values.
enum JSONSchema {
  /// The type of a value; nil for null.
  static func type(of json: JSONValue) -> DataType? {
    switch json {
    case .null: return nil
    case .boolean: return .boolean
    case .integer: return .long
    case .double(let number):
      // Whole numbers beyond 64 bits are decimals.
      return number == number.rounded() && number.magnitude >= 9.2e18 && number.magnitude < 1e38
        ? .decimal(precision: Int128(number.magnitude).description.count, scale: 0) : .double
    case .string: return .string
    case .array(let elements):
      let element = elements.reduce(DataType?.none) { merged($0, type(of: $1)) }
      return .array(element ?? .string, containsNull: true)
    case .object(let members):
      let fields = members.sorted { $0.name < $1.name }.map { StructField($0.name, type(of: $0.value) ?? .string) }
      return .struct(StructType(fields))
    }
  }

  private static func merged(_ a: DataType?, _ b: DataType?) -> DataType? {
    guard let a, let b else { return a ?? b }
    if case .struct(let x) = a, case .struct(let y) = b {
      var fields = x.fields
      for field in y.fields {
        if let index = fields.firstIndex(where: { $0.name == field.name }) {
          fields[index] = StructField(field.name, merged(fields[index].type, field.type) ?? .string)
        } else {
          fields.append(field)
        }
      }
      return .struct(StructType(fields.sorted { $0.name < $1.name }))
    }
    if case .array(let x, _) = a, case .array(let y, _) = b { return .array(merged(x, y) ?? .string, containsNull: true) }
    return TypeCoercion.tightestCommonType(a, b) ?? TypeCoercion.widerDecimal(a, b) ?? .string
  }
}
