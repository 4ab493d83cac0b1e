import ArgumentParser
import Foundation
import RedstartDiagnostics
import RedstartMLReport

/// `redstart tree`: a saved decision tree as a page or as text.
struct TreeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Draw a saved decision tree as a page for the browser, or print it.",
    discussion: """
      MODEL is the folder that model.save wrote, by Redstart or by Apache Spark: a DecisionTreeClassificationModel, a \
      DecisionTreeRegressionModel, or a PipelineModel that has one. In a pipeline the features have the names that its \
      VectorAssembler put together, and categories and classes have those of its StringIndexerModels.

        redstart tree models/delays                  writes delays.html
        redstart tree models/delays -o tree.html
        redstart tree models/delays --text           prints the rules

      The page is one file that needs no network. Open it in any browser; boxes fold and unfold, and show the rule that leads \
      to them.
      """)

  @Argument(help: "The folder of the saved model.", completion: .directory)
  var model: String

  @Option(name: .shortAndLong, help: "The page to write (default: the name of the folder with .html, here); - prints it.")
  var output: String?

  @Flag(help: "Print the tree as text instead.")
  var text = false

  @Option(help: "Title of the page.")
  var title: String?

  @OptionGroup var engine: EngineOptions

  func validate() throws {
    if text, output != nil { throw ValidationError("Give either --text or --output, not both.") }
  }

  func run() throws {
    do {
      let tree = try SavedTree(try engine.session(engine.sharedState())).read(model)
      if text {
        print(tree.text, terminator: "")
        return
      }
      try write(tree)
    } catch let error as SparkError {
      FileHandle.standardError.write(Data((error.message + "\n").utf8))
      throw ExitCode.failure
    }
  }

  private func write(_ tree: NamedTree) throws {
    let name = URL(fileURLWithPath: model).standardizedFileURL.lastPathComponent
    var report = TreeReport(
      title: title ?? "The decision tree of \(name)",
      lead: tree.classes.isEmpty
        ? "It predicts \(tree.target)." : "It predicts \(tree.target), one of \(tree.classes.count) classes.", tree: tree)
    report.maker = RedstartVersion.text
    if output == "-" {
      print(report.page, terminator: "")
      return
    }
    let path = output ?? name + ".html"
    try report.write(to: path)
    print(path)
  }
}

extension TreeReport {
  /// Writes the page, and the folders above it that are missing.
  /// - Throws: a message for the user when the file cannot be written.
  func write(to path: String) throws {
    let file = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(page.utf8).write(to: file, options: .atomic)
    } catch {
      throw ValidationError("The page \"\(path)\" cannot be written: \(error.localizedDescription)")
    }
  }
}
