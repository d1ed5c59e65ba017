"""The only source of bytes the engine has: the resources the build put in, by their exact address."""

from __future__ import annotations

from collections.abc import Iterable

from weasyprint.urls import URLFetcher, URLFetcherResponse, iri_to_uri

from report_pdf.model.pages import Resource

__all__ = ["ForbiddenUrl", "ResourceFetcher"]


class ForbiddenUrl(Exception):  # noqa: N818 - says what happened
    """Something asks for an address the build did not provide."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class ResourceFetcher(URLFetcher):  # type: ignore[misc]  # the engine is untyped
    """Serves ``resources`` and refuses everything else, ``data:`` and ``file:`` included."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._resources = {iri_to_uri(resource.url): resource for resource in resources}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - the engine's signature
        """The resource of that address.

        Raises:
            ForbiddenUrl: There is none.
        """
        resource = self._resources.get(iri_to_uri(url))
        if resource is None:
            raise ForbiddenUrl(url)
        return URLFetcherResponse(url, resource.data, {"Content-Type": resource.media_type})
