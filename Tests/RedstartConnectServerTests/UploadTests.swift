import Foundation
import RedstartConnectMessages
import RedstartConnectProtocol
import RedstartDiagnostics
import Testing

@testable import RedstartConnectServer

@Suite struct UploadTests {
  private func chunk(_ text: String, sound: Bool = true) -> Spark_Connect_AddArtifactsRequest.ArtifactChunk {
    var chunk = Spark_Connect_AddArtifactsRequest.ArtifactChunk()
    chunk.data = Data(text.utf8)
    chunk.crc = Int64(CRC32.of(chunk.data)) + (sound ? 0 : 1)
    return chunk
  }

  @Test func checkSum() {
    // The check value that every description of CRC-32 gives.
    #expect(CRC32.of(Data("123456789".utf8)) == 0xcbf4_3926)
    #expect(CRC32.of(Data()) == 0)
  }

  @Test func piecesArePutTogether() throws {
    let store = ArtifactStore()
    var upload = ArtifactUpload(store)
    var begin = Spark_Connect_AddArtifactsRequest()
    begin.beginChunk.name = "cache/abc"
    begin.beginChunk.totalBytes = 6
    begin.beginChunk.numChunks = 2
    begin.beginChunk.initialChunk = chunk("abc")
    try upload.take(begin)
    var next = Spark_Connect_AddArtifactsRequest()
    next.chunk = chunk("def")
    try upload.take(next)
    #expect(try upload.finish().map(\.isCrcSuccessful) == [true])
    #expect(store.cached("abc") == Data("abcdef".utf8))
    #expect(store.exists("cache/abc"))
    #expect(!store.exists("files/abc"))
  }

  @Test func damagedPiecesAreReportedAndNotKept() throws {
    let store = ArtifactStore()
    var upload = ArtifactUpload(store)
    var batch = Spark_Connect_AddArtifactsRequest()
    var artifact = Spark_Connect_AddArtifactsRequest.SingleChunkArtifact()
    artifact.name = "cache/x"
    artifact.data = chunk("abc", sound: false)
    batch.batch.artifacts = [artifact]
    try upload.take(batch)
    #expect(try upload.finish().map(\.isCrcSuccessful) == [false])
    #expect(store.cached("x") == nil)
  }

  @Test(arguments: ["../x", "/etc/x", "a/../../x", "", "forward_to_fs/x"])
  func unsafeNames(_ name: String) { #expect(throws: SparkError.self) { try ArtifactStore().keep(name, Data()) } }

  @Test func sameNameOtherBytes() throws {
    let store = ArtifactStore()
    try store.keep("files/a", Data([1]))
    try store.keep("files/a", Data([1]))
    #expect(throws: SparkError.self) { try store.keep("files/a", Data([2])) }
  }

  @Test func unfinishedUpload() throws {
    var upload = ArtifactUpload(ArtifactStore())
    var begin = Spark_Connect_AddArtifactsRequest()
    begin.beginChunk.name = "cache/abc"
    begin.beginChunk.totalBytes = 6
    begin.beginChunk.numChunks = 2
    begin.beginChunk.initialChunk = chunk("abc")
    try upload.take(begin)
    #expect(throws: SparkError.self) { try upload.finish() }
  }
}
