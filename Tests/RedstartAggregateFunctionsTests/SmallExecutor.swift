import RedstartColumnar
import RedstartDiagnostics
import RedstartEvaluation
import RedstartLogicalPlan
import RedstartTypes
import Testing

/// Whether both are the same, sums of floating-point numbers but for their last digits.
func agree(_ a: Value, _ b: Value) -> Bool {
  if case .double(let x) = a, case .double(let y) = b, x.isFinite, y.isFinite {
    return (x - y).magnitude <= 1e-12 * max(1, x.magnitude)
  }
  return a == b || (a == .double(.nan) && b == .double(.nan))
}

/// Runs the few plans that examples of functions need, in one batch. Aggregates are computed twice: in one pass, and merged from
/// two halves; both results must agree.
func run(_ plan: LogicalPlan) throws -> RecordBatch {
  switch plan {
  case .oneRow: return RecordBatch([], count: 1)
  case .localRelation(let r): return RecordBatch.concatenate(r.batches, types: r.output.map(\.type))
  case .range(let r):
    var a: [Value] = []
    var x = r.start
    while x < r.end {
      a.append(.integer(x))
      x += r.step
    }
    return RecordBatch([.of(a, type: .long)], count: a.count)
  case .subqueryAlias(let s): return try run(s.child)
  case .tagged(_, let c): return try run(c)
  case .setOperation(let o):
    let parts = try o.children.map { try run($0) }
    return RecordBatch.concatenate(parts, types: o.children[0].output.map(\.type))
  case .project(let list, let child):
    return try CompiledProjection(list, input: child.output).evaluate(try run(child))
  case .filter(let c, let child):
    let b = try run(child)
    if let s = try CompiledPredicate([c], input: child.output).select(b) { return b.gather(s) }
    return b
  case .aggregate(let node):
    let input = try run(node.child)
    var columns: [Attribute] = []
    var results: [Vector] = []
    let rewritten = try node.aggregates.map { e in
      try e.transformDown { n -> RedstartLogicalPlan.Expression? in
        guard case .aggregate(let call) = n else { return nil }
        var b = input
        if let f = call.filter, let s = try CompiledPredicate([f], input: node.child.output).select(b) { b = b.gather(s) }
        let args =
          call.arguments.isEmpty
          ? RecordBatch([], count: b.count) : try CompiledProjection(call.arguments, input: node.child.output).evaluate(b)
        var ab = RecordBatch(args.columns.map { $0.dense }, count: b.count)
        if call.isDistinct {
          var seen: Set<Value> = []
          ab = ab.gather(
            Selection(
              (0..<ab.count).filter { r in seen.insert(.array(ab.columns.map { c in ValueOrder.key(c.value(at: r)) })).inserted }
                .map { Int32($0) }))
        }
        func acc(_ r: RecordBatch, single: Bool) throws -> any GroupedAccumulator {
          let a = call.function.makeAccumulator()
          a.resize(groupCount: 1)
          if single {
            try a.updateSingle(arguments: r.columns, count: r.count)
          } else {
            let zeros = [Int32](repeating: 0, count: max(1, r.count))
            try zeros.withUnsafeBufferPointer {
              try a.update(groups: #require($0.baseAddress), arguments: r.columns, count: r.count)
            }
          }
          return a
        }
        let cut = ab.count / 2
        let x = try acc(ab.slice(0..<cut), single: true), y = try acc(ab.slice(cut..<ab.count), single: false)
        let all = try acc(ab, single: true)
        let st = try y.states()
        #expect(st.map(\.type) == call.function.stateTypes, "states of \(call.function.name)")
        let z: [Int32] = [0]
        try z.withUnsafeBufferPointer { try x.merge(groups: #require($0.baseAddress), states: st, count: 1) }
        let merged = try x.finish(), one = try all.finish()
        #expect(agree(merged.value(at: 0), one.value(at: 0)), "merged states of \(call.function.name)")
        #expect(one.type == call.function.type)
        let at = Attribute("a\(columns.count)", call.function.type, nullable: call.function.nullable)
        columns.append(at)
        results.append(one)
        return .attribute(at)
      }
    }
    return try CompiledProjection(rewritten, input: columns).evaluate(RecordBatch(results, count: 1))
  default: throw SparkError.internal("mini executor: \(plan)".prefix(80).description)
  }
}
