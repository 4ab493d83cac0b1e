import RedstartMLCore

/// Makes all combinations of values of some parameters.
public struct ParamGridBuilder: Sendable {
  private var keys: [ParamMap.Key] = []
  private var choices: [ParamMap.Key: [ParamValue]] = [:]

  public init() {}

  /// Adds the values that a stage's parameter is to take; they replace those given before.
  public func addGrid(_ stage: any PipelineStage, _ name: String, _ values: [ParamValue]) -> ParamGridBuilder {
    var copy = self
    let key = ParamMap.Key(stage.uid, name)
    if copy.choices.updateValue(values, forKey: key) == nil { copy.keys.append(key) }
    return copy
  }

  /// Gives a stage's parameter one value in all combinations.
  public func baseOn(_ stage: any PipelineStage, _ name: String, _ value: ParamValue) -> ParamGridBuilder {
    addGrid(stage, name, [value])
  }

  /// All combinations; the parameter that was added last varies fastest.
  public func build() -> [ParamMap] {
    keys.reduce([ParamMap()]) { maps, key in
      maps.flatMap { map in
        (choices[key] ?? []).map { value in
          var copy = map
          copy.values[key] = value
          return copy
        }
      }
    }
  }
}
