import RedstartDiagnostics
import RedstartExecution
import RedstartLogicalPlan

extension PhysicalPlanner {
  /// Rows of a window partition meet in one task, in the window's order, where the functions are computed.
  func planWindow(_ functions: [Expression], _ child: LogicalPlan) throws -> any PhysicalPlan {
    let calls = try functions.map { function -> WindowExec.Function in
      guard case .alias(let alias) = function, case .window(let window) = alias.child, let column = function.asAttribute else {
        throw SparkError.internal("a window node without window functions reached the planner")
      }
      return WindowExec.Function(window, column)
    }
    guard let window = calls.first?.window.window else { return try plan(child) }
    let input = try plan(child)
    let keys = window.partition.filter { !$0.isFoldable }
    let spread: any PhysicalPlan
    if keys.isEmpty {
      spread = try singlePartition(input)
    } else {
      spread = knownPartitionCount(input) == 1 ? input : try ShuffleExchangeExec(.hash(keys, context.shufflePartitions), input)
    }
    let order = keys.map { SortOrder($0) } + window.order.filter { !$0.child.isFoldable }
    let sorted = order.isEmpty ? spread : try SortExec(order, isGlobal: false, spread)
    return try WindowExec(calls, partition: keys, order: window.order, sorted)
  }
}
