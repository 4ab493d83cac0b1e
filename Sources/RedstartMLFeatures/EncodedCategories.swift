import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartMLCore
import RedstartTypes

/// Which elements an encoded category column has: dropping the last one and one for invalid values cancel each other out.
struct EncodedCategories {
  let dropsLast: Bool
  let keepsInvalid: Bool

  init(_ params: Params) {
    dropsLast = params.boolean("dropLast")
    keepsInvalid = params.string("handleInvalid") == "keep"
  }

  /// The number of elements for that many categories.
  func size(_ categories: Int) -> Int { categories + (keepsInvalid ? 1 : 0) - (dropsLast ? 1 : 0) }

  /// The names of the categories of a column; nil when the metadata does not tell.
  /// - Throws: `ML_COLUMN_TYPE` for a column that is said to be continuous.
  static func names(_ column: Attribute) throws -> [String]? {
    guard let attribute = MLAttribute(column.metadata) else { return nil }
    switch attribute.kind {
    case .nominal(let values?, _): return values
    case .nominal(nil, let count): return count.map { (0..<$0).map(String.init) }
    case .binary(let values): return values ?? ["0", "1"]
    case .numeric:
      throw SparkError("ML_COLUMN_TYPE", ["column": column.name, "expected": "categorical", "actual": "continuous"])
    }
  }

  /// The names of the elements for those categories.
  /// - Throws: `ML_INVALID_VALUE` when nothing would be left, or a name is empty.
  func encodedNames(_ names: [String], of column: String) throws -> [String] {
    func wrong(_ reason: String) -> SparkError { SparkError("ML_INVALID_VALUE", ["reason": reason], as: .illegalArgument) }
    if dropsLast, !keepsInvalid, names.count < 2 {
      throw wrong("The input column \(column) must have at least two distinct values when the last one is dropped.")
    }
    if names.contains("") { throw wrong("A category of the input column \(column) has no name: its label is the empty text.") }
    if dropsLast == keepsInvalid { return names }
    return dropsLast ? Array(names.dropLast()) : names + ["invalidValues"]
  }
}
