import RedstartMLCore
import RedstartMLFeatures
import Testing

@testable import RedstartMLReport

@Suite struct StageLineageTests {
  private func assembler(_ inputs: [String], _ output: String = "features") throws -> StageLineage.Stage {
    StageLineage.Stage(try VectorAssembler().setting(["inputCols": .strings(inputs), "outputCol": .string(output)]))
  }

  private func names(_ stages: [StageLineage.Stage], _ count: Int) -> [String] {
    let names = StageLineage(stages).featureNames("features", count: count)
    return (0..<count).map { names[$0].name }
  }

  @Test func columnsGiveOneFeatureEach() throws {
    #expect(names([try assembler(["a", "b"])], 2) == ["a", "b"])
  }

  @Test func theOnlyColumnThatMayBeAVectorTakesTheRest() throws {
    let indexer = StringIndexerModel(uid: "i", labels: [["x", "y"]])
    let stage = StageLineage.Stage(try indexer.setting(["inputCol": .string("t"), "outputCol": .string("i")]))
    #expect(names([stage, try assembler(["i", "v"])], 4) == ["t", "v_0", "v_1", "v_2"])
    let feature = StageLineage([stage, try assembler(["i"])]).featureNames("features", count: 1)[0]
    #expect(feature == FeatureNames.Feature("t", categories: ["x", "y"]))
  }

  @Test func whatIsBetweenTwoUnknownWidthsHasNoName() throws {
    #expect(names([try assembler(["v", "w"])], 5) == (0..<5).map { "feature \($0)" })
  }

  @Test func fewerFeaturesThanColumnsNameNothing() throws {
    #expect(names([try assembler(["a", "b", "c"])], 2) == ["feature 0", "feature 1"])
  }

  @Test func assembledColumnsAreFollowed() throws {
    #expect(names([try assembler(["a", "b"], "ab"), try assembler(["ab", "c"])], 3) == ["a", "b", "c"])
  }

  @Test func attributesOfAColumnName() {
    let group = AttributeGroup([.numeric("a"), .numeric(nil), MLAttribute(.nominal(values: ["x", "y"], count: nil), name: "c")])
    let names = FeatureNames(group)
    #expect(names[0] == FeatureNames.Feature("a"))
    #expect(names[1].name == "feature 1")
    #expect(names[2].categories == ["x", "y"])
  }
}
