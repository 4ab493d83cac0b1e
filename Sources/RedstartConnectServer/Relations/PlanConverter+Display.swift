import RedstartColumnar
import RedstartConnectProtocol
import RedstartDiagnostics
import RedstartLogicalPlan
import RedstartSession
import RedstartTypes

extension PlanConverter {
  /// `show()`: the printed table as one row.
  func showString(_ node: Spark_Connect_ShowString) throws -> LogicalPlan {
    let text = try session.engine.showString(
      try input(node.hasInput, node.input), rows: Int(node.numRows), truncate: Int(node.truncate), vertical: node.vertical,
      cancellation: cancellation)
    return LocalRows(StructType([StructField("show_string", .string, nullable: false)]), [[.string(text)]]).plan
  }

  /// What notebooks show for a DataFrame.
  func htmlString(_ node: Spark_Connect_HtmlString) throws -> LogicalPlan {
    let wanted = max(0, min(Int(node.numRows), Int(Int32.max) - 1))
    let child = try input(node.hasInput, node.input)
    let execution = try session.engine.execution(
      .limit(.literal(.integer(Int32(wanted + 1))), child), cancellation: cancellation)
    let schema = try execution.schema()
    let batch = try execution.collectBatch()
    let pretty = PrettyText(timeZone: session.engine.configuration.sessionTimeZone)
    func cell(_ text: String) -> String {
      let limit = Int(node.truncate)
      let shown =
        limit > 0 && text.count > limit ? String(text.prefix(limit < 4 ? limit : limit - 3)) + (limit < 4 ? "" : "...") : text
      var escaped = ""
      for character in shown {
        switch character {
        case "&": escaped += "&amp;"
        case "<": escaped += "&lt;"
        case ">": escaped += "&gt;"
        case "\"": escaped += "&quot;"
        default: escaped.append(character)
        }
      }
      return escaped
    }
    var html = "<table border='1'>\n<tr>" + schema.fields.map { "<th>\(cell($0.name))</th>" }.joined() + "</tr>\n"
    for row in 0..<min(wanted, batch.count) {
      html += "<tr>" + batch.columns.map { "<td>\(cell(pretty.text($0.value(at: row), $0.type)))</td>" }.joined() + "</tr>\n"
    }
    html += "</table>\n"
    if batch.count > wanted { html += "only showing top \(wanted) \(wanted == 1 ? "row" : "rows")\n" }
    return LocalRows(StructType([StructField("html_string", .string, nullable: false)]), [[.string(html)]]).plan
  }
}

/// A few rows that the server itself makes up.
struct LocalRows {
  let schema: StructType
  let rows: [[Value]]

  init(_ schema: StructType, _ rows: [[Value]]) {
    self.schema = schema
    self.rows = rows
  }

  var batch: RecordBatch {
    RecordBatch(
      schema.fields.indices.map { column in
        Vector.of(rows.map { $0[column] }, type: schema.fields[column].type)
      }, count: rows.count)
  }

  var plan: LogicalPlan {
    .localRelation(
      LocalRelation(
        output: schema.fields.map { Attribute($0.name, $0.type, nullable: $0.nullable, metadata: $0.metadata) }, batches: [batch])
    )
  }
}
