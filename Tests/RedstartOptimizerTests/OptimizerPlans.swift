import RedstartAggregateFunctions
import RedstartAnalyzer
import RedstartCatalog
import RedstartColumnar
import RedstartDateTimeFunctions
import RedstartKernels
import RedstartLogicalPlan
import RedstartMathFunctions
import RedstartOperatorFunctions
import RedstartOptimizer
import RedstartStringFunctions
import RedstartSyntax
import RedstartTypes

/// Queries in SQL text as optimised plans over small tables of known sizes.
struct OptimizerPlans {
  let catalog = SessionCatalog(warehouse: "/nowhere")

  init() throws {
    try table("big", rows: 20000, "id BIGINT, k INT, g INT, v DOUBLE")
    try table("medium", rows: 500, "id BIGINT, k INT, name STRING")
    try table("small", rows: 5, "k INT, label STRING")
  }

  private func table(_ name: String, rows: Int, _ ddl: String) throws {
    let schema = try StructType(ddl: ddl)
    let output = schema.fields.map { Attribute($0.name, $0.type) }
    let columns = output.map { Vector.nulls($0.type, count: rows) }
    let plan = LogicalPlan.localRelation(LocalRelation(output: output, batches: [RecordBatch(columns, count: rows)]))
    try catalog.createTemporaryView(name, plan, replace: true)
  }

  private var context: AnalysisContext {
    var functions = FunctionRegistry(OperatorFunctions.all)
    for type in StringFunctions.all + MathFunctions.all + DateTimeFunctions.all + AggregateFunctions.all {
      functions.register(type)
    }
    return AnalysisContext(catalog: catalog, functions: functions, dataSources: DataSourceRegistry())
  }

  func analyzed(_ sql: String) throws -> LogicalPlan {
    try Analyzer(context).analyze(try SQLParser.parseStatement(sql, timeZone: .utc))
  }

  func optimized(_ sql: String) throws -> LogicalPlan {
    try Optimizer(OptimizerContext(context)).optimize(try analyzed(sql))
  }
}

extension LogicalPlan {
  /// How many nodes meet the condition.
  func count(_ test: (LogicalPlan) -> Bool) -> Int {
    var found = 0
    visit { if test($0) { found += 1 } }
    return found
  }

  var joins: [Join] {
    var found: [Join] = []
    visit { if case .join(let join) = $0 { found.append(join) } }
    return found
  }
}
