import RedstartLogicalPlan
import Testing

@Suite struct OptimizerTests {
  let plans: OptimizerPlans

  init() throws { plans = try OptimizerPlans() }

  @Test(arguments: [
    "SELECT * FROM big", "SELECT id AS x, k + 1 FROM big WHERE v > 1", "SELECT k, count(*), sum(v) FROM big GROUP BY k",
    "SELECT b.id, s.label FROM big b LEFT JOIN small s ON b.k = s.k",
    "SELECT DISTINCT k FROM big ORDER BY k LIMIT 3", "SELECT k FROM big INTERSECT SELECT k FROM small",
    "SELECT id FROM big WHERE k IN (SELECT k FROM small)", "SELECT id FROM big WHERE k NOT IN (SELECT k FROM small)",
    "SELECT id, (SELECT max(label) FROM small WHERE small.k = big.k) FROM big",
    "SELECT id FROM big WHERE v > (SELECT avg(v) FROM big b WHERE b.k = big.k)",
    "SELECT k, count(DISTINCT g), count(DISTINCT v), sum(v) FROM big GROUP BY k",
    "SELECT k, g, sum(v) FROM big GROUP BY ROLLUP (k, g)", "SELECT 1 + 1 AS two",
    "SELECT A FROM (SELECT id AS a FROM big UNION ALL SELECT id FROM medium) WHERE a > 3",
  ])
  func optimisedPlansKeepTheirColumns(sql: String) throws {
    let analyzed = try plans.analyzed(sql)
    let optimized = try plans.optimized(sql)
    #expect(optimized.output.map(\.name) == analyzed.output.map(\.name))
    #expect(optimized.output.map(\.type) == analyzed.output.map(\.type))
    // Every column that a node reads is one that its inputs put out.
    optimized.visit { node in
      let available = Set(node.children.flatMap(\.output))
      if node.children.isEmpty { return }
      let missing = node.expressions.flatMap(\.references).filter { !available.contains($0) }
      #expect(missing.isEmpty, "\(sql): \(missing.map(\.treeText)) in\n\(optimized.treeString)")
    }
  }

  @Test(arguments: [
    "SELECT k FROM big WHERE k IN (SELECT k FROM small WHERE small.label = 'x')",
    "SELECT k FROM big WHERE EXISTS (SELECT 1 FROM small WHERE small.k = big.k)",
    "SELECT (SELECT count(*) FROM small WHERE small.k = big.k) FROM big",
    "SELECT k FROM big WHERE NOT EXISTS (SELECT 1 FROM small WHERE small.k = big.k AND small.k <> big.g)",
  ])
  func correlatedSubqueriesBecomeJoins(sql: String) throws {
    let plan = try plans.optimized(sql)
    #expect(plan.outerReferences.isEmpty)
    #expect(plan.count { $0.expressions.contains(where: \.containsSubquery) } == 0)
    #expect(!plan.joins.isEmpty)
  }

  @Test func filtersReachTheirTables() throws {
    let plan = try plans.optimized(
      "SELECT * FROM (SELECT b.id, b.k, m.name FROM big b JOIN medium m ON b.id = m.id) WHERE k > 3 AND name = 'x'")
    let join = try #require(plan.joins.first)
    for side in [join.left, join.right] {
      #expect(side.count { if case .filter = $0 { true } else { false } } == 1, "\(plan.treeString)")
    }
  }

  @Test func conditionsHiddenInOrsBecomeJoinConditions() throws {
    let plan = try plans.optimized(
      "SELECT * FROM big b, small s WHERE (b.k = s.k AND b.g = 1) OR (b.k = s.k AND s.label = 'x')")
    let join = try #require(plan.joins.first)
    #expect(join.type == .inner)
    #expect(
      join.condition?.conjuncts.contains { if case .comparison(.equal, .attribute, .attribute) = $0 { true } else { false } }
        == true)
  }

  @Test func joinsStartWithFewRowsAndHaveNoCrossProducts() throws {
    let plan = try plans.optimized(
      "SELECT count(*) FROM big b, medium m, small s WHERE b.k = s.k AND b.id = m.id AND m.name = 'x'")
    #expect(plan.joins.count == 2)
    for join in plan.joins { #expect(join.condition != nil) }
  }

  @Test func outerJoinsWhoseNullsAreThrownAwayAreInner() throws {
    let kept = try plans.optimized("SELECT b.id, s.label FROM big b LEFT JOIN small s ON b.k = s.k WHERE s.label IS NULL")
    #expect(kept.joins.map(\.type) == [.leftOuter])
    let inner = try plans.optimized("SELECT b.id, s.label FROM big b LEFT JOIN small s ON b.k = s.k WHERE s.label LIKE 'x%'")
    #expect(inner.joins.map(\.type) == [.inner])
  }

  @Test func scansReadOnlyWhatIsNeeded() throws {
    let plan = try plans.optimized("SELECT sum(v) FROM big WHERE k = 1")
    var columns: [String] = []
    plan.visit { if case .localRelation(let relation) = $0 { columns = relation.output.map(\.name) } }
    #expect(columns == ["k", "v"])
  }

  @Test func constantsAreComputedAndFaultsLeftForTheRun() throws {
    let plan = try plans.optimized("SELECT 1 + 2 AS x, 1 / 0 AS y FROM small WHERE 1 = 1")
    guard case .project(let list, .localRelation) = plan else {
      Issue.record("\(plan.treeString)")
      return
    }
    #expect(list[0].withoutAlias == .literal(.integer(3)))
    #expect(list[1].withoutAlias != .literal(.null(.double)))
  }

  @Test func distinctAggregatesAreGroupedFirst() throws {
    let plan = try plans.optimized("SELECT k, count(DISTINCT g) FROM big GROUP BY k")
    #expect(plan.count { if case .aggregate = $0 { true } else { false } } == 2)
    plan.visit { node in
      for expression in node.expressions {
        expression.visit { if case .aggregate(let call) = $0 { #expect(!call.isDistinct) } }
      }
    }
  }
}
