import RedstartLogicalPlan

/// Puts inner joins into the order that makes the fewest rows on the way: dynamic programming over up to ten relations, greedy
/// above. Relations without a common condition are joined last.
struct ReorderJoin: OptimizerRule {
  private static let exhaustive = 10

  func apply(_ plan: LogicalPlan, _ context: OptimizerContext) -> LogicalPlan? {
    var isChanged = false
    func walk(_ plan: LogicalPlan) -> LogicalPlan {
      if case .join(let join) = plan, join.type == .inner || join.type == .cross, !join.isLateral {
        var relations: [LogicalPlan] = []
        var conditions: [Expression] = []
        Self.flatten(plan, &relations, &conditions)
        relations = relations.map(walk)
        if relations.count > 2 {
          isChanged = true
          let ordered = JoinSearch(relations, conditions, context.statistics).best()
          let output = plan.output
          return ordered.output.map(\.id) == output.map(\.id) ? ordered : .project(output.map { .attribute($0) }, ordered)
        }
      }
      return plan.mapChildren(walk)
    }
    let result = walk(plan)
    return isChanged ? result : nil
  }

  /// The relations and conditions of a tree of inner joins.
  private static func flatten(_ plan: LogicalPlan, _ relations: inout [LogicalPlan], _ conditions: inout [Expression]) {
    switch plan {
    case .join(let join) where (join.type == .inner || join.type == .cross) && !join.isLateral:
      flatten(join.left, &relations, &conditions)
      flatten(join.right, &relations, &conditions)
      conditions += join.condition?.conjuncts ?? []
    case .project(let list, let child)
    where list.allSatisfy({ if case .attribute = $0 { true } else { false } }) && isInnerJoin(child):
      flatten(child, &relations, &conditions)
    case .filter(let condition, let child) where isInnerJoin(child) && condition.isDeterministic:
      flatten(child, &relations, &conditions)
      conditions += condition.conjuncts
    default: relations.append(plan)
    }
  }

  private static func isInnerJoin(_ plan: LogicalPlan) -> Bool {
    switch plan {
    case .join(let join): (join.type == .inner || join.type == .cross) && !join.isLateral
    case .project(let list, let child):
      list.allSatisfy { if case .attribute = $0 { true } else { false } } && isInnerJoin(child)
    case .filter(let condition, let child): condition.isDeterministic && isInnerJoin(child)
    default: false
    }
  }
}

/// The search for an order of some relations.
struct JoinSearch {
  private struct Candidate {
    var plan: LogicalPlan
    var rows: Double
    var cost: Double
  }

  private let relations: [LogicalPlan]
  private let statistics: [Statistics]
  private let conditions: [(expression: Expression, members: Int)]
  /// How many values a column shares with the columns that conditions make equal to it.
  private let distinct: [ExpressionID: Double]
  private let estimator: StatisticsEstimator
  /// Columns that the conditions make equal, with the relation of each.
  private let classes: [[(column: Attribute, relation: Int)]]

  init(_ relations: [LogicalPlan], _ conditions: [Expression], _ estimator: StatisticsEstimator) {
    self.relations = relations
    self.estimator = estimator
    let statistics = relations.map { estimator.estimate($0) }
    self.statistics = statistics
    var owner: [ExpressionID: Int] = [:]
    var counts: [ExpressionID: Double] = [:]
    for (index, relation) in relations.enumerated() {
      for column in relation.output {
        owner[column.id] = index
        counts[column.id] = statistics[index].distinct[column.id] ?? statistics[index].rows
      }
    }
    var all = BooleanSimplification.distinct(conditions)
    // a = b and b = c give a = c: every order of the three can then use an equality.
    var classes: [[Attribute]] = []
    for condition in all {
      guard case .comparison(.equal, .attribute(let a), .attribute(let b)) = condition, a.type == b.type else { continue }
      let touching = classes.indices.filter { classes[$0].contains(a) || classes[$0].contains(b) }
      var merged = touching.flatMap { classes[$0] }
      for column in [a, b] where !merged.contains(column) { merged.append(column) }
      for index in touching.reversed() { classes.remove(at: index) }
      classes.append(merged)
    }
    for members in classes {
      let fewest = members.compactMap { counts[$0.id] }.min() ?? 1
      for member in members { counts[member.id] = fewest }
      for (position, a) in members.enumerated() {
        for b in members[(position + 1)...] where owner[a.id] != owner[b.id] {
          let forward = Expression.comparison(.equal, .attribute(a), .attribute(b))
          let backward = Expression.comparison(.equal, .attribute(b), .attribute(a))
          if !all.contains(forward), !all.contains(backward) { all.append(forward) }
        }
      }
    }
    self.distinct = counts
    self.classes = classes.map { members in members.compactMap { column in owner[column.id].map { (column, $0) } } }
    self.conditions = all.map { condition in
      (condition, condition.references.reduce(0) { mask, column in owner[column.id].map { mask | (1 << $0) } ?? mask })
    }
  }

  func best() -> LogicalPlan {
    let singles = relations.indices.map { index in Candidate(plan: relations[index], rows: statistics[index].rows, cost: 0) }
    let result = relations.count <= 10 ? exhaustive(singles) : greedy(singles)
    // Conditions without columns, or with columns of one relation, were pushed before; any that is left stands on top.
    let loose = conditions.filter { $0.members.nonzeroBitCount < 2 }.map(\.expression)
    return Expression.conjunction(loose).map { .filter($0, result) } ?? result
  }

  private func exhaustive(_ singles: [Candidate]) -> LogicalPlan {
    let count = singles.count
    var table = [Candidate?](repeating: nil, count: 1 << count)
    for (index, single) in singles.enumerated() { table[1 << index] = single }
    for set in 1..<(1 << count) where set.nonzeroBitCount > 1 {
      var connected: Candidate?
      var crossed: Candidate?
      var part = (set - 1) & set
      while part > 0 {
        let other = set & ~part
        // Each pair once; the smaller side becomes the build side whichever way round.
        if part > other, let a = table[part], let b = table[other] {
          let usable = joining(part, other)
          let candidate = joined(a, part, b, other, usable)
          if usable.isEmpty {
            if candidate.cost < crossed?.cost ?? .infinity { crossed = candidate }
          } else if candidate.cost < connected?.cost ?? .infinity {
            connected = candidate
          }
        }
        part = (part - 1) & set
      }
      // Cross products only for sets that nothing connects, and only where the query cannot do without.
      table[set] = connected ?? (isConnected(set) ? nil : crossed)
    }
    return table[(1 << count) - 1]?.plan ?? greedy(singles)
  }

  /// Whether conditions connect all relations of the set.
  private func isConnected(_ set: Int) -> Bool {
    var reached = set & -set
    while true {
      var next = reached
      for condition in conditions where condition.members & ~set == 0 && condition.members & reached != 0 {
        next |= condition.members
      }
      if next == reached { return reached == set }
      reached = next
    }
  }

  private func greedy(_ singles: [Candidate]) -> LogicalPlan {
    var pool = singles.enumerated().map { (set: 1 << $0, candidate: $1) }
    while pool.count > 1 {
      var best: (Int, Int, Candidate)?
      var isBestConnected = false
      for i in pool.indices {
        for j in pool.indices where j > i {
          let usable = joining(pool[i].set, pool[j].set)
          if usable.isEmpty, isBestConnected { continue }
          let candidate = joined(pool[i].candidate, pool[i].set, pool[j].candidate, pool[j].set, usable)
          if best == nil || (!usable.isEmpty && !isBestConnected) || candidate.cost < best?.2.cost ?? .infinity {
            best = (i, j, candidate)
            isBestConnected = !usable.isEmpty
          }
        }
      }
      guard let (i, j, candidate) = best else { break }
      let set = pool[i].set | pool[j].set
      pool.remove(at: j)
      pool.remove(at: i)
      pool.append((set, candidate))
    }
    return pool[0].candidate.plan
  }

  private func joining(_ a: Int, _ b: Int) -> [Expression] {
    conditions.filter { $0.members & ~(a | b) == 0 && $0.members & a != 0 && $0.members & b != 0 }.map(\.expression)
  }

  private func joined(_ a: Candidate, _ aSet: Int, _ b: Candidate, _ bSet: Int, _ usable: [Expression]) -> Candidate {
    var factors: [Double] = []
    var rest = 1.0
    for condition in usable {
      if case .comparison(.equal, let x, let y) = condition, case .attribute(let first) = x.withoutCasts,
        case .attribute(let second) = y.withoutCasts
      {
        factors.append(1 / max(1, min(distinct[first.id] ?? a.rows, distinct[second.id] ?? b.rows)))
      } else {
        rest *= estimator.selectivity(condition)
      }
    }
    let rows = max(1, a.rows * b.rows * JoinSelectivity.combined(factors) * rest)
    // The bigger side streams past a table of the smaller one.
    let (probe, build) = a.rows >= b.rows ? (a, b) : (b, a)
    let cost = a.cost + b.cost + rows + build.rows * 2 + probe.rows * 0.2
    let plan = LogicalPlan.join(
      Join(
        probe.plan, build.plan, usable.isEmpty ? .cross : .inner, condition: Expression.conjunction(needed(usable, aSet, bSet))))
    return Candidate(plan: plan, rows: rows, cost: cost)
  }

  /// The conditions without those that follow from the others and from what the sides guarantee.
  private func needed(_ usable: [Expression], _ aSet: Int, _ bSet: Int) -> [Expression] {
    var sets: [[Attribute]] = []
    for members in classes {
      for side in [aSet, bSet] {
        let own = members.filter { side & (1 << $0.relation) != 0 }
        // Members of several relations were made equal when those were joined.
        if Set(own.map(\.relation)).count > 1 { sets.append(own.map(\.column)) }
      }
    }
    return usable.filter { condition in
      guard case .comparison(.equal, .attribute(let a), .attribute(let b)) = condition else { return true }
      let touching = sets.indices.filter { sets[$0].contains(a) || sets[$0].contains(b) }
      if touching.count == 1, sets[touching[0]].contains(a), sets[touching[0]].contains(b) { return false }
      var merged = touching.flatMap { sets[$0] }
      merged += [a, b]
      for index in touching.reversed() { sets.remove(at: index) }
      sets.append(merged)
      return true
    }
  }
}
