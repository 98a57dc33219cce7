"""azure-cognitiveservices-vision-computervision 0.9.0 against Read 3.2."""

import base64
import concurrent.futures
import functools
import http.server
import io
import os
import pathlib
import threading
import time
import unittest

from azure.cognitiveservices.vision.computervision import ComputerVisionClient
from azure.cognitiveservices.vision.computervision.models import (
    ComputerVisionOcrErrorException,
    OperationStatusCodes,
)
from msrest.authentication import CognitiveServicesCredentials

URL = os.environ["RECTO_URL"]
DATA = pathlib.Path(__file__).resolve().parent.parent

# A white PNG of 10 by 10 pixels.
TINY = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKAQAAAAClSfIQAAAADklEQVR4nGP4/58BNwIAKwET7WVtUbgAAAAASUVORK5CYII="
)
LINES = {
    "bit1": "One bit is enough",
    "palette": "Letters from a palette",
    "alpha": "Black ink on nothing",
    "grey16": "Sixteen bits of grey",
    "rgb16": "Sixteen bits of colour",
    "palette-clear": "Clear palette paper",
}
UNKNOWN = "e56ffa6e-1ee4-4042-bc07-993db706c95f"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Hands out the fixtures without a word on the console."""

    def log_message(self, *_):
        pass


def text_of(pages):
    return "\n".join(line.text for page in pages for line in page.lines)


def error_rate(got, want):
    """The edit distance of got from want in parts of want's length."""
    got, want = " ".join(got.split()), " ".join(want.split())
    row = list(range(len(want) + 1))
    for i, a in enumerate(got, 1):
        following = [i]
        for j, b in enumerate(want, 1):
            following.append(min(row[j] + 1, following[-1] + 1, row[j - 1] + (a != b)))
        row = following
    return row[-1] / len(want)


class Read32(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = ComputerVisionClient(URL, CognitiveServicesCredentials("none"))
        handler = functools.partial(Quiet, directory=str(DATA))
        cls.shelf = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        cls.shelf_url = f"http://127.0.0.1:{cls.shelf.server_port}"
        threading.Thread(target=cls.shelf.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.shelf.shutdown()
        cls.shelf.server_close()

    def read(self, document, **options):
        """Submits an open file or an address, and polls as the samples do."""
        submit = self.client.read if isinstance(document, str) else self.client.read_in_stream
        answer = submit(document, raw=True, **options)
        operation = answer.headers["Operation-Location"].split("/")[-1]
        self.assertRegex(operation, r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        until = time.monotonic() + 120
        while time.monotonic() < until:
            result = self.client.get_read_result(operation)
            if result.status not in (OperationStatusCodes.not_started, OperationStatusCodes.running):
                self.assertEqual(result.status, OperationStatusCodes.succeeded)
                return result.analyze_result
            time.sleep(0.2)
        self.fail(f"operation {operation} does not end")

    def read_file(self, name, **options):
        with open(DATA / name, "rb") as document:
            return self.read(document, **options).read_results

    def assert_reads(self, got, truth, part=0.01):
        want = (DATA / truth).read_text() if truth.endswith(".txt") else truth
        self.assertLessEqual(error_rate(got, want), part, f"read:\n{got}")

    def assert_refused(self, code, submit, *arguments, status=400, message=r"\w+ \w+", **options):
        with self.assertRaises(ComputerVisionOcrErrorException) as caught:
            submit(*arguments, **options)
        self.assertEqual(caught.exception.response.status_code, status)
        self.assertEqual(caught.exception.error.code, code)
        self.assertRegex(caught.exception.error.message, message)
        self.assertEqual(str(caught.exception), caught.exception.error.message)

    def test_a_file_is_read_in_pixels(self):
        with open(DATA / "made/print.png", "rb") as document:
            result = self.read(document)
        self.assertEqual(result.version, "3.2.0")
        self.assertRegex(result.model_version, r"^\d{4}-\d\d-\d\d$")
        (page,) = result.read_results
        self.assertEqual((page.page, page.unit, page.width, page.height), (1, "pixel", 1748, 2480))
        self.assert_reads(text_of([page]), "made/print.gt.txt")
        for line in page.lines:
            self.assertEqual(len(line.bounding_box), 8)
            self.assertIn(line.appearance.style.name if line.appearance else "other", ("other", "handwriting"))
            self.assertEqual(line.text, " ".join(word.text for word in line.words))
            self.assertTrue(all(0 <= word.confidence <= 1 for word in line.words))

    def test_a_photographed_receipt_is_read(self):
        pages = self.read_file("real/receipt.jpg")
        self.assert_reads(text_of(pages).upper(), "real/receipt.gt.txt", 0.2)

    def test_an_address_is_fetched(self):
        pages = self.read(f"{self.shelf_url}/made/print.png").read_results
        self.assert_reads(text_of(pages), "made/print.gt.txt")

    def test_all_pages_of_a_pdf_come_in_inches(self):
        pages = self.read_file("made/five.pdf")
        self.assertEqual([page.page for page in pages], [1, 2, 3, 4, 5])
        for page in pages:
            self.assertEqual(page.unit, "inch")
            self.assertAlmostEqual(page.width, 8.27, delta=0.01)
            self.assertAlmostEqual(page.height, 5.85, delta=0.01)
            self.assert_reads(text_of([page]), f"made/five.{page.page}.gt.txt")

    def test_pages_keep_their_numbers(self):
        pages = self.read_file("made/five.pdf", pages=["2", "3"])
        self.assertEqual([page.page for page in pages], [2, 3])
        for page in pages:
            self.assert_reads(text_of([page]), f"made/five.{page.page}.gt.txt")

    def test_a_language_is_taken(self):
        pages = self.read_file("made/german.png", language="de")
        self.assert_reads(text_of(pages), "made/german.gt.txt")

    def test_columns_are_read_across_or_one_after_the_other(self):
        for order in ("basic", "natural"):
            pages = self.read_file("made/columns.png", reading_order=order)
            self.assert_reads(text_of(pages), f"made/columns.{order}.txt", 0.02)

    def test_submits_side_by_side_get_their_own_results(self):
        with concurrent.futures.ThreadPoolExecutor(6) as threads:
            reading = {name: threads.submit(self.read_file, f"made/{name}.png") for name in LINES}
        for name, pages in reading.items():
            self.assert_reads(text_of(pages.result()), LINES[name], 0.05)

    def test_what_is_no_document_is_refused(self):
        self.assert_refused("InvalidImageFormat", self.client.read_in_stream, io.BytesIO(b"this is not a picture"))

    def test_a_picture_that_is_too_small_is_refused_with_its_size(self):
        self.assert_refused("InvalidImageDimension", self.client.read_in_stream, io.BytesIO(TINY), message="10")

    def test_an_unknown_language_is_refused(self):
        with open(DATA / "made/bit1.png", "rb") as document:
            self.assert_refused("NotSupportedLanguage", self.client.read_in_stream, document, language="klingon")

    def test_page_ranges_without_sense_are_refused(self):
        for pages in ("0", "3-1", "two", "7-9"):
            with open(DATA / "made/five.pdf", "rb") as document, self.subTest(pages=pages):
                self.assert_refused("InvalidPageRange", self.client.read_in_stream, document, pages=[pages])

    def test_an_unknown_reading_order_is_refused(self):
        with open(DATA / "made/bit1.png", "rb") as document:
            self.assert_refused("InvalidReadingOrder", self.client.read_in_stream, document, reading_order="random")

    def test_an_unknown_operation_is_404(self):
        self.assert_refused("NotFound", self.client.get_read_result, UNKNOWN, status=404)

    def test_a_path_where_an_address_belongs_is_refused(self):
        for local in ("/home/ada/scan.png", r"C:\scans\page.png", "file:///home/ada/scan.png"):
            with self.subTest(local=local):
                self.assert_refused("InvalidImageUrl", self.client.read, local)

    def test_what_cannot_be_downloaded_is_refused(self):
        self.assert_refused("FailedToDownloadImage", self.client.read, f"{self.shelf_url}/made/missing.png")


if __name__ == "__main__":
    unittest.main(verbosity=2)
