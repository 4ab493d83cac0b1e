import RedstartColumnar
import RedstartDiagnostics
import RedstartKernels
import RedstartLogicalPlan
import RedstartTypes
import Testing

@testable import RedstartEvaluation

@Suite struct ArithmeticTests {
  @Test func recordedArithmetic() throws {
    var failures: [String] = []
    var checked = 0
    let lines = try fixture("arithmetic").flatMap { line in
      line[0].split(separator: ",").map { [String($0)] + line.dropFirst() }
    }
    for line in lines where line[7] != "skip" {
      let mode: Cast.Mode = line[0] == "ansi" ? .ansi : .legacy
      let left = try DataType(ddl: line[1])
      let right = try DataType(ddl: line[4])
      let type = try DataType(ddl: line[6])
      let op = try #require(Arithmetic.Operator(rawValue: line[3]))
      let wanted = Arithmetic.resultType(op, left, right)
      if wanted != type { failures.append("\(line[1]) \(line[3]) \(line[4]): type \(type.sql), got \(wanted?.sql ?? "none")") }
      let expression = Expression.arithmetic(
        Arithmetic(
          op, .literal(Literal(try value(line[2], left), left)), .literal(Literal(try value(line[5], right), right)), type: type,
          mode: mode))
      var got: (String, String, String)
      do {
        let compiled = try ExpressionCompiler.compile(expression, input: [])
        let result = try compiled.evaluate(RecordBatch([], count: 1))
        if result.isNull(0) {
          got = ("null", "", "")
        } else {
          var bytes: [UInt8] = []
          CellText(result, zone: .utc, plainDecimals: mode != .legacy).append(0, to: &bytes)
          got = ("ok", String(decoding: bytes, as: UTF8.self), "")
        }
      } catch let error as SparkError {
        got = ("error", error.condition, error.parameters.map { "\($0)=\($1)" }.sorted().joined(separator: ";"))
      }
      checked += 1
      var wantedParameters = ""
      if line[7] == "error", let object = try? JSONValue(parsing: line[9]) {
        wantedParameters = (object.members ?? []).map { "\($0.name)=\($0.value.string ?? "")" }.sorted().joined(separator: ";")
      }
      // Digits of floating-point text depend on the Java release: the value counts.
      let sameText =
        got.1 == line[8] || (type == .float && Float(got.1) == Float(line[8]) && Float(got.1) != nil)
        || (type == .double && Double(got.1) == Double(line[8]) && Double(got.1) != nil)
      if got.0 != line[7] || !sameText || got.2 != wantedParameters {
        failures.append("\(line[0...6].joined(separator: " ")): want \(line[7]) \(line[8]) \(wantedParameters), got \(got)")
      }
    }
    #expect(checked > 5000)
    #expect(failures.isEmpty, "\(failures.count) of \(checked):\n  \(failures.prefix(2000).joined(separator: "\n  "))")
  }
}
