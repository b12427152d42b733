import sys

import requests


class Client:
    def __init__(self, url):
        self.url = url
        self.session = requests.Session()

    def get(self, path):
        return self.session.get(self.url + path)

    def post(self, path, json):
        return self.session.post(self.url + path, json=json)


client = Client(sys.argv[1])
