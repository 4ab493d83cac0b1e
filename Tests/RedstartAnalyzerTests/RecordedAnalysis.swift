import Foundation
import RedstartAggregateFunctions
import RedstartAnalyzer
import RedstartCatalog
import RedstartCollectionFunctions
import RedstartColumnar
import RedstartConnectors
import RedstartDateTimeFunctions
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartMathFunctions
import RedstartOperatorFunctions
import RedstartStringFunctions
import RedstartSyntax
import RedstartTypes

/// Facts that Apache Spark told about statements; `scripts/record-analysis.py` recorded them.
struct RecordedAnalysis {
  struct Fact {
    var sql: String
    var schema: StructType?
    var condition: String?
    var state: String?
    var parameters: [String: String] = [:]
  }

  var facts: [Fact] = []
  let catalog = SessionCatalog(warehouse: "/nowhere")

  init() throws {
    let url = try required(Bundle.module.url(forResource: "Fixtures/analysis", withExtension: "jsonl"))
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    for line in lines {
      let value = try JSONValue(parsing: String(line))
      if let tables = value["tables"]?.members {
        for table in tables {
          guard case .struct(let schema) = try DataType(table.value) else { continue }
          let output = schema.fields.map { Attribute($0.name, $0.type, nullable: $0.nullable, metadata: $0.metadata) }
          try catalog.createTemporaryView(
            table.name, .localRelation(LocalRelation(output: output, batches: [])), replace: true)
        }
        continue
      }
      var fact = Fact(sql: value["sql"]?.string ?? "")
      if let schema = value["schema"], case .struct(let type) = try DataType(schema) { fact.schema = type }
      fact.condition = value["condition"]?.string
      fact.state = value["state"]?.string
      for member in value["parameters"]?.members ?? [] { fact.parameters[member.name] = member.value.string }
      facts.append(fact)
    }
  }

  var context: AnalysisContext {
    var functions = FunctionRegistry(OperatorFunctions.all)
    for type in StringFunctions.all + MathFunctions.all + DateTimeFunctions.all + AggregateFunctions.all
      + CollectionFunctions.all
    {
      functions.register(type)
    }
    return AnalysisContext(catalog: catalog, functions: functions, dataSources: DataSourceRegistry([EmptySource()]))
  }

  /// What differs from Spark's answer; nil when nothing does.
  func difference(_ fact: Fact) -> String? {
    do {
      let schema = try Analyzer(context).analyze(try SQLParser.parseStatement(fact.sql, timeZone: .utc)).schema
      guard let wanted = fact.schema else { return "no error, but Spark says \(fact.condition ?? "") \(fact.parameters)" }
      if schema == wanted { return nil }
      let mine = schema.fields.map(Self.text)
      let theirs = wanted.fields.map(Self.text)
      let pairs = (0..<max(mine.count, theirs.count)).compactMap { index -> String? in
        let a = index < mine.count ? mine[index] : "nothing"
        let b = index < theirs.count ? theirs[index] : "nothing"
        return a == b ? nil : "\(a) for \(b)"
      }
      return pairs.joined(separator: "; ")
    } catch let error as SparkError {
      guard let condition = fact.condition else { return "\(error.condition) \(error.parameters)" }
      if error.condition != condition { return "\(error.condition) \(error.parameters) for \(condition)" }
      if error.sqlState != fact.state { return "state \(error.sqlState) for \(fact.state ?? "")" }
      if error.parameters != fact.parameters { return "\(error.parameters) for \(fact.parameters)" }
      return nil
    } catch {
      return "\(error)"
    }
  }

  private static func text(_ field: StructField) -> String {
    "\(field.name): \(field.type.sql)\(field.nullable ? "" : " NOT NULL")\(field.metadata.isEmpty ? "" : " *")"
  }
}

/// The value, or an error when there is none.
func required<T>(_ value: T?) throws -> T {
  guard let value else { throw SparkError.internal("a fixture is missing") }
  return value
}

/// A source without data, for statements that must fail before one is read.
struct EmptySource: DataSource {
  static let shortNames = ["parquet"]
  func fileExtension(_ options: SourceOptions) -> String { ".parquet" }
  func inferSchema(_ files: [FileEntry], _ options: SourceOptions, _ environment: SourceEnvironment) -> StructType {
    StructType([StructField("value", .integer)])
  }
  func scan(_ request: ScanRequest, _ environment: SourceEnvironment) throws -> any Scan {
    throw SparkError.unsupported("reading in this test")
  }
  func writer(_ request: WriteRequest, _ environment: SourceEnvironment) throws -> any FileWriter {
    throw SparkError.unsupported("writing in this test")
  }
}
