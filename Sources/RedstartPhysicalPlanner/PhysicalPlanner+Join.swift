import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan
import RedstartTypes

extension PhysicalPlanner {
  /// A hash join where columns of both sides are compared for equality, else a nested loop.
  func planJoin(_ node: Join, required: Set<ExpressionID>?) throws -> any PhysicalPlan {
    let split = EquiJoinKeys(node)
    let residual = Expression.conjunction(split.residual)
    let needed = required.map { required in
      required.union((split.left + split.right + split.residual).flatMap { $0.references.map(\.id) })
    }
    let left = try plan(node.left, required: needed.map { $0.intersection(node.left.output.map(\.id)) })
    let right = try plan(node.right, required: needed.map { $0.intersection(node.right.output.map(\.id)) })
    let type = node.type == .cross ? .inner : node.type
    if split.left.isEmpty || (node.isNullAware && (split.left.count > 1 || residual != nil)) {
      return try nestedLoop(node, type, left, right, required)
    }
    let leftSize = context.estimate(node.left)
    let rightSize = context.estimate(node.right)
    let build = node.isNullAware ? .right : buildSide(type, left: leftSize.rows, right: rightSize.rows)
    if !node.isNullAware, (build == .left ? leftSize : rightSize).bytes > context.sharedBuildLimit {
      let count = context.shufflePartitions
      return try ShuffledHashJoinExec(
        type, build: build, leftKeys: split.left, rightKeys: split.right, condition: residual,
        left: try ShuffleExchangeExec(.hash(split.left, count), left),
        right: try ShuffleExchangeExec(.hash(split.right, count), right), required: required)
    }
    return try BroadcastHashJoinExec(
      type, build: build, leftKeys: split.left, rightKeys: split.right, condition: residual, isNullAware: node.isNullAware,
      left: build == .left ? BroadcastExchangeExec(left) : left, right: build == .right ? BroadcastExchangeExec(right) : right,
      required: required)
  }

  /// The smaller side; a side whose unmatched rows appear only when it is much smaller, for that takes a further pass.
  private func buildSide(_ type: JoinType, left: Double, right: Double) -> BuildSide {
    switch type {
    case .inner, .cross, .fullOuter: left < right ? .left : .right
    case .leftOuter, .leftSemi, .leftAnti: left * 2 < right ? .left : .right
    case .rightOuter: right * 2 < left ? .right : .left
    }
  }

  private func nestedLoop(
    _ node: Join, _ type: JoinType, _ left: any PhysicalPlan, _ right: any PhysicalPlan, _ required: Set<ExpressionID>?
  ) throws -> any PhysicalPlan {
    var condition = node.condition
    if node.isNullAware, let plain = condition { condition = .or(plain, .isNull(plain)) }
    let build: BuildSide
    switch type {
    case .rightOuter: build = .left
    case .inner, .cross: build = context.estimate(node.left).rows < context.estimate(node.right).rows ? .left : .right
    default: build = .right
    }
    return try BroadcastNestedLoopJoinExec(
      type, build: build, condition: condition, left: build == .left ? BroadcastExchangeExec(left) : left,
      right: build == .right ? BroadcastExchangeExec(right) : right, required: required)
  }
}

/// A join's condition, split into keys that must be equal and the rest.
struct EquiJoinKeys {
  var left: [Expression] = []
  var right: [Expression] = []
  var residual: [Expression] = []

  init(_ join: Join) {
    let leftColumns = Set(join.left.output)
    let rightColumns = Set(join.right.output)
    for conjunct in join.condition?.conjuncts ?? [] {
      guard case .comparison(let op, let a, let b) = conjunct, op == .equal || op == .nullSafeEqual,
        a.type.physical == b.type.physical, !a.type.isNested
      else {
        residual.append(conjunct)
        continue
      }
      let (aColumns, bColumns) = (a.references, b.references)
      let pair: (Expression, Expression)
      if !aColumns.isEmpty, !bColumns.isEmpty, aColumns.isSubset(of: leftColumns), bColumns.isSubset(of: rightColumns) {
        pair = (a, b)
      } else if !aColumns.isEmpty, !bColumns.isEmpty, aColumns.isSubset(of: rightColumns), bColumns.isSubset(of: leftColumns) {
        pair = (b, a)
      } else {
        residual.append(conjunct)
        continue
      }
      if op == .nullSafeEqual, a.nullable || b.nullable {
        // Null equals null: compare a stand-in for null together with whether there is one.
        guard let zero = Self.standIn(a.type) else {
          residual.append(conjunct)
          continue
        }
        for (side, key) in [(\EquiJoinKeys.left, pair.0), (\EquiJoinKeys.right, pair.1)] {
          self[keyPath: side].append(.caseWhen([CaseBranch(.isNull(key), .literal(zero))], otherwise: key))
          self[keyPath: side].append(.isNull(key))
        }
      } else {
        left.append(pair.0)
        right.append(pair.1)
      }
    }
  }

  /// Any value of the type.
  private static func standIn(_ type: DataType) -> Literal? {
    switch type.physical {
    case .boolean: Literal(.boolean(false), type)
    case .int8, .int16, .int32: Literal(.integer(0), type)
    case .int64, .int128: type.isDecimal ? Literal(.decimal(0), type) : Literal(.integer(0), type)
    case .float, .double: Literal(.double(0), type)
    case .bytes: type == .binary ? Literal(.binary([]), type) : Literal(.string(""), type)
    default: nil
    }
  }
}
