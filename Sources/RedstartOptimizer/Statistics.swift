import RedstartConnectors
import RedstartLogicalPlan
import RedstartTypes
import Synchronization

/// What is believed about a plan's rows.
struct Statistics: Sendable {
  var rows: Double
  /// How many different values a column has at most, by identity; from the table that it comes from, filters apart.
  var distinct: [ExpressionID: Double] = [:]
}

/// Bytes of a row in memory, roughly.
func rowWidth(_ columns: [Attribute]) -> Double {
  8 + columns.reduce(0.0) { $0 + Double($1.type.physical.width ?? 64) + ($1.type.isString ? 16 : 0) }
}

/// Guesses row counts: from footers and file sizes at the leaves, by rules of thumb above.
final class StatisticsEstimator: Sendable {
  private let environment: SourceEnvironment
  /// Rows of files, by path and size, so that footers are read once.
  private let known = Mutex<[[FileEntry]: Double]>([:])

  init(_ environment: SourceEnvironment) { self.environment = environment }

  func estimate(_ plan: LogicalPlan) -> Statistics {
    switch plan {
    case .localRelation(let node): return leaf(node.output, Double(node.batches.reduce(0) { $0 + $1.count }))
    case .oneRow: return Statistics(rows: 1)
    case .range(let node):
      let span = node.step == 0 ? 0 : max(0, (Double(node.end) - Double(node.start)) / Double(node.step))
      return leaf(node.output, span)
    case .relation(let node): return leaf(node.output, rows(node))
    case .cached(let node):
      if let count = node.rowCount { return leaf(node.output, Double(count)) }
      return leaf(node.output, estimate(node.plan).rows)
    case .project(let list, let child):
      var result = estimate(child)
      for item in list {
        if case .alias(let alias) = item, case .attribute(let column) = alias.child.withoutCasts {
          result.distinct[alias.id] = result.distinct[column.id]
        }
      }
      return result
    case .filter(let condition, let child):
      var result = estimate(child)
      result.rows = max(1, result.rows * selectivity(condition))
      return result
    case .aggregate(let node): return aggregate(node)
    case .limit(let count, let child):
      var result = estimate(child)
      result.rows = min(result.rows, Double(count.wholeNumber ?? Int64.max))
      return result
    case .sample(let node):
      var result = estimate(node.child)
      result.rows *= node.upper - node.lower
      return result
    case .join(let node): return join(node)
    case .setOperation(let node):
      let branches = node.children.map { estimate($0) }
      var result = branches.first ?? Statistics(rows: 0)
      result.rows = node.kind == .union ? branches.reduce(0) { $0 + $1.rows } : result.rows
      return result
    case .generate(let node):
      var result = estimate(node.child)
      result.rows *= 3
      return result
    default:
      guard let child = plan.children.first else { return Statistics(rows: 1) }
      return estimate(child)
    }
  }

  private func leaf(_ columns: [Attribute], _ rows: Double) -> Statistics {
    Statistics(rows: max(1, rows), distinct: Dictionary(columns.map { ($0.id, max(1, rows)) }) { first, _ in first })
  }

  private func rows(_ node: FileRelation) -> Double {
    if let rows = known.withLock({ $0[node.files] }) { return rows }
    let bytes = Double(node.files.reduce(0) { $0 + $1.size })
    var rows = max(1, bytes / 100)
    let request = ScanRequest(
      files: node.files, dataSchema: node.dataSchema, partitionSchema: node.partitionSchema, requiredSchema: StructType(),
      options: node.options)
    // A source that cannot tell leaves the guess by size; its faults are reported when it is read.
    if let scan = try? node.source.scan(request, environment), let count = scan.rowCount { rows = Double(count) }
    known.withLock { $0[node.files] = rows }
    return rows
  }

  private func aggregate(_ node: Aggregate) -> Statistics {
    let input = estimate(node.child)
    if node.grouping.isEmpty { return Statistics(rows: 1) }
    var groups = 1.0
    for key in node.grouping {
      if case .attribute(let column) = key, !column.type.isString {
        groups *= min(input.distinct[column.id] ?? input.rows, input.rows)
      } else {
        groups *= 50
      }
    }
    let rows = max(1, min(groups, input.rows * 0.5))
    var result = Statistics(rows: rows, distinct: input.distinct)
    for item in node.aggregates {
      if let column = item.asAttribute { result.distinct[column.id] = min(result.distinct[column.id] ?? rows, rows) }
    }
    return result
  }

  private func join(_ node: Join) -> Statistics {
    let left = estimate(node.left)
    let right = estimate(node.right)
    let distinct = left.distinct.merging(right.distinct) { first, _ in first }
    let inner = left.rows * right.rows * joinSelectivity(node.condition, left, right, node)
    switch node.type {
    case .inner, .cross: return Statistics(rows: max(1, inner), distinct: distinct)
    case .leftOuter: return Statistics(rows: max(left.rows, inner), distinct: distinct)
    case .rightOuter: return Statistics(rows: max(right.rows, inner), distinct: distinct)
    case .fullOuter: return Statistics(rows: max(left.rows + right.rows, inner), distinct: distinct)
    case .leftSemi:
      return Statistics(rows: max(1, min(left.rows * 0.5, max(inner, 1))), distinct: left.distinct)
    case .leftAnti: return Statistics(rows: max(1, left.rows * 0.5), distinct: left.distinct)
    }
  }

  private func joinSelectivity(_ condition: Expression?, _ left: Statistics, _ right: Statistics, _ node: Join) -> Double {
    guard let condition else { return 1 }
    let leftColumns = Set(node.left.output)
    var factors: [Double] = []
    var rest = 1.0
    for part in condition.conjuncts {
      if case .comparison(.equal, let a, let b) = part,
        let first = distinctCount(a, left, right), let second = distinctCount(b, left, right),
        a.references.isSubset(of: leftColumns) != b.references.isSubset(of: leftColumns)
      {
        factors.append(1 / max(1, min(first, second)))
      } else {
        rest *= selectivity(part)
      }
    }
    return JoinSelectivity.combined(factors) * rest
  }

  private func distinctCount(_ expression: Expression, _ left: Statistics, _ right: Statistics) -> Double? {
    guard case .attribute(let column) = expression.withoutCasts else { return nil }
    return left.distinct[column.id] ?? right.distinct[column.id]
  }

  /// The share of rows that meet a condition, by its form.
  func selectivity(_ condition: Expression) -> Double {
    switch condition {
    case .and(let a, let b): return selectivity(a) * selectivity(b)
    case .or(let a, let b):
      let (x, y) = (selectivity(a), selectivity(b))
      return x + y - x * y
    case .not(let child): return max(0.05, 1 - selectivity(child))
    case .comparison(let op, let a, let b):
      let isConstant = a.isFoldable || b.isFoldable || a.containsSubquery || b.containsSubquery
      switch op {
      case .equal, .nullSafeEqual: return isConstant ? 0.1 : 0.1
      case .notEqual: return 0.9
      case .less, .lessOrEqual, .greater, .greaterOrEqual: return isConstant ? 0.35 : 0.5
      }
    case .inList(_, let list): return min(0.5, 0.1 * Double(list.count))
    case .isNotNull: return 0.95
    case .isNull: return 0.05
    case .literal(let literal):
      if case .boolean(let flag) = literal.value { return flag ? 1 : 0 }
      return 0
    case .call(let call):
      switch call.function.name {
      case "startswith", "endswith", "contains", "like", "rlike", "ilike": return 0.05
      default: return 0.3
      }
    default: return 0.5
    }
  }
}

/// How several equalities between two sides combine.
enum JoinSelectivity {
  /// The strongest counts in full, each further one little: composite keys are keys as a whole.
  static func combined(_ factors: [Double]) -> Double {
    guard let strongest = factors.min() else { return 1 }
    return strongest * (factors.count > 1 ? 0.9 : 1)
  }
}

extension Expression {
  /// The expression under casts.
  var withoutCasts: Expression { if case .cast(let cast) = self { cast.child.withoutCasts } else { self } }
}
