import RedstartTypes

/// DataFrame operations that are defined over "all columns of the child"; analysis turns each into a projection, a filter or an
/// aggregate.
public enum ColumnTransformation: Sendable {
  /// `withColumns`: adds or replaces, by name.
  case withColumns([Alias])
  /// `withColumnsRenamed`: old and new name.
  case rename([(String, String)])
  /// `drop`: by expression and by name; missing ones are ignored.
  case drop([Expression], names: [String])
  /// `toDF`: new names for all columns.
  case toDF([String])
  /// `to(schema)`: reorder, cast, check.
  case toSchema(StructType)
  /// `na.fill`: columns (all of a fitting type when empty) and values (one, or one a column).
  case fillNA(columns: [String], values: [Literal])
  /// `na.drop`: columns (all when empty) and how many must not be null (all when nil).
  case dropNA(columns: [String], minNonNulls: Int?)
  /// `na.replace`: columns and pairs of old and new value.
  case replace(columns: [String], [(Literal, Literal)])
  /// `describe`, all numeric and string columns when empty.
  case describe([String])
  /// `summary`, the default statistics when empty.
  case summary([String])
  /// `unpivot`.
  case unpivot(ids: [Expression], values: [Expression]?, variable: String, value: String)
}
