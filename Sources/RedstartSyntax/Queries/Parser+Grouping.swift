import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartTypes

extension Parser {
  /// The select list over GROUP BY and HAVING: an aggregate, or a projection when neither is there.
  mutating func aggregation(_ list: [Expression], _ child: LogicalPlan) throws -> LogicalPlan {
    var plan: LogicalPlan
    if accept(.group, .by) {
      plan = .aggregate(try groupBy(list, child))
    } else if at(.having) {
      plan = .aggregate(Aggregate([], list, child))
    } else {
      return .project(list, child)
    }
    if accept(.having) { plan = .filter(try expression(), plan) }
    return plan
  }

  /// One element of GROUP BY: the sets that it stands for.
  private enum GroupingElement {
    case expression(Expression)
    case rollup([[Expression]])
    case cube([[Expression]])
    case sets([[Expression]])
  }

  private mutating func groupBy(_ list: [Expression], _ child: LogicalPlan) throws -> Aggregate {
    let start = position
    let elements = try commaSeparated { try $0.groupingElement() }
    let plain = elements.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
    if plain.count == elements.count {
      if at(.with), peek().keyword == .rollup || peek().keyword == .cube {
        let isCube = peek().keyword == .cube
        position += 2
        return Aggregate(plain, list, child, kind: isCube ? .cube : .rollup)
      }
      // `GROUP BY a, b GROUPING SETS ((a, b), (a))`
      if at(.grouping), peek().keyword == .sets {
        guard case .sets(let sets) = try groupingElement() else { throw syntaxError(at: start) }
        return Aggregate(plain, list, child, kind: .groupingSets(sets))
      }
      return Aggregate(plain, list, child)
    }
    if elements.count == 1 {
      switch elements[0] {
      case .rollup(let groups) where groups.allSatisfy({ $0.count == 1 }):
        return Aggregate(groups.flatMap { $0 }, list, child, kind: .rollup)
      case .cube(let groups) where groups.allSatisfy({ $0.count == 1 }):
        return Aggregate(groups.flatMap { $0 }, list, child, kind: .cube)
      default: break
      }
    }
    let sets = try crossProduct(elements, start)
    var seen: Set<Expression> = []
    let grouping = elements.flatMap(Parser.expressions).filter { seen.insert($0).inserted }
    return Aggregate(grouping, list, child, kind: .groupingSets(sets))
  }

  private static func expressions(_ element: GroupingElement) -> [Expression] {
    switch element {
    case .expression(let expression): [expression]
    case .rollup(let groups), .cube(let groups), .sets(let groups): groups.flatMap { $0 }
    }
  }

  /// `GROUP BY a, ROLLUP (b)` groups by every union of one set from each element.
  private func crossProduct(_ elements: [GroupingElement], _ start: Int) throws -> [[Expression]] {
    var product: [[Expression]] = [[]]
    for element in elements {
      let sets: [[Expression]]
      switch element {
      case .expression(let expression): sets = [[expression]]
      case .rollup(let groups):
        sets = (0...groups.count).reversed().map { groups.prefix($0).flatMap { $0 } }
      case .cube(let groups):
        guard groups.count <= 12 else { throw tooManySets(start) }
        sets = (0..<(1 << groups.count)).map { mask in
          groups.indices.filter { mask & (1 << (groups.count - 1 - $0)) == 0 }.flatMap { groups[$0] }
        }
      case .sets(let groups): sets = groups
      }
      guard product.count * max(sets.count, 1) <= 65_535 else { throw tooManySets(start) }
      product = product.flatMap { left in
        sets.map { right in
          var seen: Set<Expression> = []
          return (left + right).filter { seen.insert($0).inserted }
        }
      }
    }
    return product
  }

  private func tooManySets(_ start: Int) -> SparkError {
    SparkError("GROUPING_SIZE_LIMIT_EXCEEDED", ["maxSize": "65535"], context: contexts(from: start))
  }

  private mutating func groupingElement() throws -> GroupingElement {
    if at(.rollup) || at(.cube), peek().symbol == .leftParenthesis {
      let isCube = at(.cube)
      advance()
      let groups = try parenthesized { try $0.groupingSet() }
      return isCube ? .cube(groups) : .rollup(groups)
    }
    if at(.grouping), peek().keyword == .sets, peek(2).symbol == .leftParenthesis {
      position += 2
      // An element may itself be a ROLLUP, a CUBE or GROUPING SETS.
      let start = position
      var sets: [[Expression]] = []
      try expect(.leftParenthesis)
      repeat {
        if (at(.rollup) || at(.cube)) && peek().symbol == .leftParenthesis || at(.grouping, .sets) {
          try enter()
          sets += try crossProduct([try groupingElement()], start)
          leave()
        } else {
          sets.append(try groupingSet())
        }
      } while accept(.comma)
      try expect(.rightParenthesis)
      return .sets(sets)
    }
    return .expression(try expression())
  }

  /// `(a, b)`, `()` or `a`.
  private mutating func groupingSet() throws -> [Expression] {
    if at(.leftParenthesis), peek().symbol == .rightParenthesis {
      position += 2
      return []
    }
    let element = try expression()
    if case .unresolvedFunction(let row) = element, row.isInternal, row.nameParts == ["named_struct"] {
      return stride(from: 1, to: row.arguments.count, by: 2).map { row.arguments[$0] }
    }
    return [element]
  }
}
