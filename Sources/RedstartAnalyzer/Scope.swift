import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

/// The columns that names in an operator's expressions can mean.
final class Scope {
  /// The operator's inputs, for columns pinned to a DataFrame.
  let children: [LogicalPlan]
  let attributes: [Attribute]
  let context: AnalysisContext
  /// Where names are looked up that mean nothing here: the input below, for HAVING and ORDER BY.
  var fallback: Scope?
  /// Where the arguments of aggregate functions are looked up first.
  var aggregateInput: Scope?
  /// Columns defined earlier in the same SELECT list.
  var lateral: [String: [Alias]] = [:]
  /// Whether a call of an aggregate function may stand here.
  var allowsOuter = true
  private lazy var byName: [String: [Int]] = {
    var table: [String: [Int]] = [:]
    for (index, attribute) in attributes.enumerated() { table[context.key(attribute.name), default: []].append(index) }
    return table
  }()

  init(_ children: [LogicalPlan], _ context: AnalysisContext) {
    self.children = children
    self.attributes = children.flatMap(\.output)
    self.context = context
  }

  init(attributes: [Attribute], children: [LogicalPlan] = [], _ context: AnalysisContext) {
    self.children = children
    self.attributes = attributes
    self.context = context
  }

  convenience init(_ child: LogicalPlan, _ context: AnalysisContext) { self.init([child], context) }

  /// The column that the name means, with struct fields below it; nil when there is none.
  /// - Throws: `AMBIGUOUS_REFERENCE`, conditions of field access.
  func find(_ nameParts: [String], _ origin: Origin) throws -> Expression? {
    guard let found = candidates(nameParts, attributes) else { return nil }
    return try access(found.attributes, nested: Array(nameParts.dropFirst(found.used)), nameParts, origin)
  }

  /// The column among `others`, by the same rules: for hidden columns.
  func find(_ nameParts: [String], among others: [Attribute], _ origin: Origin) throws -> Expression? {
    let scope = Scope(attributes: others, context)
    return try scope.find(nameParts, origin)
  }

  private func candidates(_ nameParts: [String], _ attributes: [Attribute]) -> (attributes: [Attribute], used: Int)? {
    // A qualifier wins over a column that has a field of that name.
    for length in stride(from: min(3, nameParts.count - 1), through: 1, by: -1) {
      let qualifier = nameParts[..<length].map(context.key)
      let matching = (byName[context.key(nameParts[length])] ?? []).map { attributes[$0] }.filter { attribute in
        attribute.qualifier.count >= length && attribute.qualifier.suffix(length).map(context.key) == qualifier
      }
      if !matching.isEmpty { return (matching, length + 1) }
    }
    guard let first = nameParts.first, let positions = byName[context.key(first)] else { return nil }
    return (positions.map { attributes[$0] }, 1)
  }

  private func access(_ found: [Attribute], nested: [String], _ nameParts: [String], _ origin: Origin) throws -> Expression? {
    var seen: Set<ExpressionID> = []
    let distinct = found.filter { seen.insert($0.id).inserted }
    guard let only = distinct.first else { return nil }
    if distinct.count > 1 {
      let names = distinct.map { ($0.shownQualifier.suffix(1) + [$0.name]).map(quoted).joined(separator: ".") }
      throw SparkError(
        "AMBIGUOUS_REFERENCE",
        [
          "name": nameParts.map(quoted).joined(separator: "."),
          "referenceNames": "[\(names.joined(separator: ", "))]",
        ], context: origin.contexts)
    }
    let spelled = nested.isEmpty ? only.renamed(nameParts.last ?? only.name) : only
    var result = Expression.attribute(spelled)
    for field in nested { result = try extractField(result, field, context, origin) }
    return result
  }
}

/// Field `name` of a struct, or of each struct of an array.
/// - Throws: `FIELD_NOT_FOUND`, `AMBIGUOUS_REFERENCE_TO_FIELDS`, `INVALID_EXTRACT_BASE_FIELD_TYPE`.
func extractField(_ base: Expression, _ name: String, _ context: AnalysisContext, _ origin: Origin) throws -> Expression {
  switch base.type.storage {
  case .struct(let type):
    let matching = type.fields.indices.filter { context.sameName(type.fields[$0].name, name) }
    if matching.count == 1 { return .getField(base, ordinal: matching[0], name: name) }
    if matching.isEmpty {
      throw SparkError(
        "FIELD_NOT_FOUND", ["fieldName": quoted(name), "fields": type.names.map(quoted).joined(separator: ", ")],
        context: origin.contexts)
    }
    throw SparkError(
      "AMBIGUOUS_REFERENCE_TO_FIELDS", ["field": quoted(name), "count": String(matching.count)], context: origin.contexts)
  case .array(let element, let containsNull):
    if case .struct = element.storage {
      // The field is looked up as in a single struct.
      let one = Expression.attribute(Attribute("element", element, nullable: containsNull))
      guard case .getField(_, let ordinal, _) = try extractField(one, name, context, origin) else { fallthrough }
      return arrayOfFields(base, ordinal, name)
    }
    fallthrough
  default:
    throw SparkError(
      "INVALID_EXTRACT_BASE_FIELD_TYPE", ["base": base.quotedSQL, "other": "\"\(base.type.sql)\""], context: origin.contexts)
  }
}

extension Attribute {
  /// The qualifier that messages show: subqueries without a name have none.
  var shownQualifier: [String] { qualifier == ["__auto_generated_subquery_name"] ? [] : qualifier }
}
