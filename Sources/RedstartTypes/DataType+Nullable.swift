extension StructField {
  /// The field with everything in it nullable: files and texts promise nothing.
  public var asNullable: StructField { StructField(name, type.asNullable, nullable: true, metadata: metadata) }
}

extension DataType {
  /// The type with every field, element and value nullable.
  public var asNullable: DataType {
    switch self {
    case .array(let element, _): .array(element.asNullable, containsNull: true)
    case .map(let key, let value, _): .map(key.asNullable, value.asNullable, valueContainsNull: true)
    case .struct(let type): .struct(StructType(type.fields.map(\.asNullable)))
    default: self
    }
  }
}
